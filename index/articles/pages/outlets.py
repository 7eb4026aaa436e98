"""Names of outlets by the domain they publish at, for pages that do not say whose they are."""

from __future__ import annotations

import re

# Where the name cannot be read off the domain. Facts, not rules: a domain that is missing here is shown as it is.
KNOWN = {
    "abc.net.au": "ABC News", "abcnews.go.com": "ABC News", "aljazeera.com": "Al Jazeera", "apnews.com": "AP",
    "arstechnica.com": "Ars Technica", "axios.com": "Axios", "bbc.co.uk": "BBC", "bbc.com": "BBC",
    "bloomberg.com": "Bloomberg", "bostonglobe.com": "The Boston Globe", "businessinsider.com": "Business Insider",
    "buzzfeednews.com": "BuzzFeed News", "cbc.ca": "CBC", "cbsnews.com": "CBS News",
    "chicagotribune.com": "Chicago Tribune", "cnbc.com": "CNBC", "cnn.com": "CNN",
    "csmonitor.com": "The Christian Science Monitor", "dailymail.co.uk": "Daily Mail",
    "denverpost.com": "The Denver Post", "dw.com": "DW", "economist.com": "The Economist", "espn.com": "ESPN",
    "euronews.com": "Euronews", "forbes.com": "Forbes", "foxnews.com": "Fox News", "france24.com": "France 24",
    "ft.com": "Financial Times", "globalnews.ca": "Global News", "hindustantimes.com": "Hindustan Times",
    "huffpost.com": "HuffPost", "independent.co.uk": "The Independent", "indianexpress.com": "The Indian Express",
    "irishtimes.com": "The Irish Times", "latimes.com": "Los Angeles Times", "miamiherald.com": "Miami Herald",
    "msnbc.com": "MSNBC", "nbcnews.com": "NBC News", "newsweek.com": "Newsweek", "newyorker.com": "The New Yorker",
    "nhk.or.jp": "NHK", "npr.org": "NPR", "nypost.com": "New York Post", "nytimes.com": "The New York Times",
    "nzherald.co.nz": "NZ Herald", "pbs.org": "PBS", "politico.com": "POLITICO", "propublica.org": "ProPublica",
    "reuters.com": "Reuters", "rfi.fr": "RFI", "rte.ie": "RTÉ", "scmp.com": "South China Morning Post",
    "seattletimes.com": "The Seattle Times", "sfchronicle.com": "San Francisco Chronicle", "sky.com": "Sky News",
    "slate.com": "Slate", "smh.com.au": "The Sydney Morning Herald", "spiegel.de": "DER SPIEGEL",
    "startribune.com": "Star Tribune", "straitstimes.com": "The Straits Times", "techcrunch.com": "TechCrunch",
    "telegraph.co.uk": "The Telegraph", "theatlantic.com": "The Atlantic",
    "theglobeandmail.com": "The Globe and Mail", "theguardian.com": "The Guardian", "thehill.com": "The Hill",
    "thehindu.com": "The Hindu", "thetimes.co.uk": "The Times", "theverge.com": "The Verge", "time.com": "TIME",
    "upi.com": "UPI", "usatoday.com": "USA TODAY", "usnews.com": "U.S. News", "voanews.com": "VOA", "vox.com": "Vox",
    "washingtonpost.com": "The Washington Post", "washingtontimes.com": "The Washington Times", "wired.com": "WIRED",
    "wsj.com": "The Wall Street Journal",
}  # fmt: skip


def known(host: str | None) -> str | None:
    """The outlet that publishes at a host or below it."""
    parts = (host or "").lower().rstrip(".").split(".")
    return next((KNOWN[name] for i in range(len(parts) - 1) if (name := ".".join(parts[i:])) in KNOWN), None)


def like_host(name: str) -> bool:
    """Is this a host rather than a name: "www.post.example", "post.example"?"""
    return re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,}", name.strip(), re.IGNORECASE) is not None


def of_host(name: str, host: str | None) -> bool:
    """Does a name spell what the host is called ("Tulsa World" of tulsaworld.com)?"""
    label = re.sub(r"^www\d?\.", "", (host or "").lower())
    letters = re.sub(r"[\W_]+", "", name.lower().removeprefix("the "))
    initials = "".join(word[0] for word in name.lower().split() if word[0].isalnum())
    bare = re.sub(r"[\W_]+", "", label)
    return len(letters) >= 3 and (letters in bare or (len(initials) >= 3 and initials in label.split(".")))
