"""Which names are news media: they relay what somebody told them. Audiences, courts and platforms do not."""

from __future__ import annotations

import re

AGENCIES = frozenset(
    (
        "reuters|ap|associated press|afp|agence france-presse|dpa|upi|tass|interfax|ria novosti|xinhua|kyodo|anadolu|"
        "ansa|efe|bbc|cnn|nbc|abc|cbs|msnbc|cnbc|npr|pbs|fox|fox news|sky|sky news|itv|al jazeera|bloomberg|politico|"
        "axios|vox|buzzfeed|the atlantic|the economist|economist|der spiegel|spiegel|die zeit|die welt|bild|le monde|"
        "le figaro|libération|el país|el pais|el mundo|la repubblica|corriere della sera|la stampa|expansión|haaretz|"
        "rté|rte|nhk|kyodo news|yonhap|ndtv|dawn|pravda|izvestia|kommersant|novaya gazeta|variety|nature|science|"
        "new scientist|time|newsweek|wired|forbes|fortune|the hill|slate|salon|breitbart|huffpost|huffington post|"
        "usa today|wall street journal|the guardian|guardian|the independent|the telegraph|telegraph|the times|"
        "the sun|daily mail|the mirror|financial times|ft|the verge|ars technica|espn|the athletic|nme|rolling stone|"
        "billboard|vogue|vanity fair|the new yorker|new yorker|c-span|univision|telemundo|deutsche welle|dw|france 24|"
        "rai|zdf|ard|svt|nrk|tv2|rfe/rl|voice of america|the intercept|mother jones|national review|the nation|"
        "propublica|the onion|asahi shimbun|yomiuri shimbun|folha|o globo|clarín|clarin|al arabiya|al-arabiya|"
        "al-jazeera|l'équipe|marca|stat|el faro"
    ).split("|")
)
NEWS_AGENCIES = frozenset(
    (
        "reuters|thomson reuters|ap|associated press|the associated press|afp|agence france-presse|dpa|upi|tass|"
        "interfax|ria novosti|xinhua|kyodo|kyodo news|anadolu|ansa|efe|bloomberg|yonhap|pa media|press association|"
        "pti|ani|aap|apa|belga|lusa|ritzau|ntb|tt|stt|mti|pap|ctk"
    ).split("|")
)
BROADCASTERS = frozenset("bbc cnn sky fox abc nbc cbs espn npr itv rai al-jazeera reuters bloomberg".split())
MEDIA_WORD = re.compile(
    r"""\b(?:News|Times|Post|Herald|Gazette|Journal|Daily|Weekly|Tribune|Telegraph|Guardian|Chronicle  # Tarn Herald
      |Mercury|Observer|Courier|Press|Magazine|Zeitung|Monde|Radio|TV|Television|Televisi[oó]n         # Radio Kell
      |Channel|Canal|Kanal|Wire|Mail|Echo|Standard|Ledger|Review|Record|Sentinel|Globe|Examiner        # Canal Sur
      |Inquirer|Enquirer|Argus|Advertiser|Bulletin|Dispatch|Monitor|Independent|Mirror|Express         # Ashby Argus
      |Broadcasting|Shimbun|Tidning|Bladet|Posten|Avis|Presse|Soir|Diario|Di[aá]rio|Jornal|Correo      # Orlen Posten
      |Corriere|Gazeta|Nachrichten|Kurier|Spiegel|Rundschau|Podcast|Blog|FM|Today|Tonight|Newsnight    # Tarn Tonight
      |Report|Reporter|Online|Media|News24|Insider|Outlook|Digest|Chronicles|Dagbladet)\b              # Kell Online
    | [a-z](?:Beat|Wire|Hub|Crunch|Watch|Cast)\b | [a-z]bladet\b                                       # HarbourWatch
    """,
    re.X,
)
MEDIA_NOUN = re.compile(
    r"""\b(?:newspaper|paper|daily|weekly|tabloid|broadsheet|magazine|journal|website|news\ site|site   # a tabloid
      |broadcaster|television|tv|radio|radio\ station|tv\ station|station|network|channel|news\ agency  # a network
      |agency|newswire|wire\ service|podcast|blog|newsletter|outlet|news\ outlet|programme|talk\ show   # a talk show
      |show|documentary|state\ media|media)\b                                                           # state media
    """,
    re.I | re.X,
)
NOT_MEDIA = re.compile(
    r"""\b(?:court|inquiry|jury|panel|committee|parliament|congress|senate|council|board|police         # told the court
      |hearing|tribunal|conference|rally|crowd|audience|shareholders|reporters|journalists|analysts     # told a rally
      |investors|supporters|voters|staff|colleagues|Twitter|Facebook|Instagram|Telegram|X|YouTube|TikTok  # told Twitter
      |Truth\ Social|Weibo|Reddit|this\ newspaper|this\ paper|us|me)\b                                  # told us
    """,
    re.X,
)
_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset(["the", "a", "an", "of", "online", "news"])


def is_medium(name: str) -> bool:
    """True where a printed name (without leading article) is a news medium by list or by its words."""
    low = name.lower().strip(" .,'\"“”")
    low = re.sub(r"^the ", "", low)
    low = re.sub(r"['’]s$", "", low)
    if low in AGENCIES or "the " + low in AGENCIES:
        return True
    if low.split(" ")[0] in BROADCASTERS and len(low.split(" ")) <= 3:
        return True
    if NOT_MEDIA.search(name):
        return False
    return bool(
        MEDIA_WORD.search(name) or (MEDIA_NOUN.search(name) and not re.match(r"(?:his|her|their|its|a|an)\b", low))
    )


_AGENCY_WORD = re.compile(r"wire\b|\b(?:news|press|agency|agencia|agence)\b", re.I)


def is_agency(name: str) -> bool:
    """True where a printed name is a news agency: by list, or by its words ("Nordwire", "Tarn News Agency")."""
    return name.lower().strip(" .") in NEWS_AGENCIES or _AGENCY_WORD.search(name) is not None


_NO_MEDIUM = frozenset(
    """
    treasury commons lords kremlin vatican pentagon white capitol knesset bundestag duma dail assembly chamber cabinet
    congress parliament senate house court council board committee commission ministry union guild school university
    church hospital bank club party fund league police army navy government administration inquiry panel tribunal
    """.split()
)


def may_be_medium(name: str) -> bool:
    """True where a body of one capitalised word that was told something may be a medium: "the Handelsblick", "the
    Docket", "Borsenradio"; no known institution, and no name of a person (whom no article stands before)."""
    found = re.fullmatch(r"(the\s+)?([A-Z][\w-]+(?:\s+(?:Service|magazine|radio|weekly|daily))?)", name.strip(" .,"))
    if found is None or NOT_MEDIA.search(name):
        return False
    low = found[2].lower()
    if re.search(r"(?:radio|zeitung|blatt|blad|blick|post|news|wire|press|times)$|^tv|tv$|\s", low):
        return True
    return found[1] is not None and low not in _NO_MEDIUM and not low.endswith(("s", "ers", "ians"))


_OURSELVES = re.compile(r"\b(?:this|our) (?:newspaper|paper|magazine|site|website|programme|column)\b", re.I)


def is_publisher(name: str, outlet: str | None) -> bool:
    """True where ``name`` can only be the publisher: its full name, or "this newspaper"."""
    if _OURSELVES.search(name):
        return True
    a, b = ({w.lower() for w in _WORD.findall(one)} - _SMALL for one in (name, outlet or ""))
    return bool(a) and a == b


def same_outlet(name: str, outlet: str | None) -> bool:
    """True where ``name`` is the publisher itself: "the Argus" in the Ashby Argus, "BBC Sport" for the BBC."""
    if not outlet:
        return False
    if _OURSELVES.search(name):
        return True
    a = {w.lower() for w in _WORD.findall(name)} - _SMALL
    b = {w.lower() for w in _WORD.findall(outlet)} - _SMALL
    if a and b and (a <= b or b <= a):
        return True
    initials = "".join(w[0] for w in _WORD.findall(outlet) if w.lower() not in ("the", "of")).lower()
    other = "".join(w[0] for w in _WORD.findall(name) if w.lower() not in ("the", "of")).lower()
    return a == {initials} or b == {other}
