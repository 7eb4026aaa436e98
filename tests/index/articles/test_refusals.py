"""Pages and files that hold no article are refused with one line; stories about such things are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.articles import LoadFailure, load
from index.schema import Article
from tests.index.articles.pages import STORY, json_ld, page, story

ROBOTS = (
    "<h1>Just a moment...</h1><p>Checking if the site connection is secure. news.example needs to review the security "
    "of your connection before proceeding.</p><p>Ray ID: 7a7a7a7a</p>",
    "<h1>Are you a robot?</h1><p>To go on, please click the box below to let us know you're not a robot. Please make "
    "sure your browser supports JavaScript and cookies. The desk said that it is sorry.</p>",
    "<h1>Pardon our interruption</h1><p>As you were browsing, something about your browser made us think you were a "
    "bot. You have disabled cookies in your web browser. Our staff says that this is rare.</p>",
    "<div><h2>Verify you are human</h2><p>Complete the action below. The Harbour Post needs to review the security of "
    "your connection. Press &amp; Hold to confirm you are a human and not a bot.</p></div>",
    "<h1>Request blocked</h1><p>We have detected automated requests from your address, said the system. Solve the "
    "captcha to go on to the page that you asked for.</p>",
)
MISSING = (
    "<h1>404</h1><p>Oops! We can't find the page you're looking for. It might have been removed or had its name "
    "changed. Go back to the home page.</p>",
    "<h1>Sorry, this story is no longer available</h1><p>The editors say that the article has been removed. You can "
    "use the search to find another story.</p>",
    "<h1>We couldn't find that page</h1><p>The address may have been mistyped, or the page has moved. Readers tell us "
    "that the search helps. Return to the homepage.</p>",
    "<h1>Error</h1><p>The page you requested could not be found. Check the URL and try again, the server said.</p>",
)
CONSENT = (
    "<h1>We value your privacy</h1><p>We and our 812 partners store and/or access information on a device, such as "
    "cookies, and process personal data. You may accept all or manage your preferences. The board says you can "
    "withdraw consent at any time.</p><button>Accept all</button><button>Reject all</button>",
    "<h1>Before you continue</h1><p>The Harbour Post uses cookies to deliver personalised content and personalised "
    "ads. Read our privacy policy. If you choose to accept all, we say thanks.</p>",
)
PAID = (
    "<h1>Quay is safe</h1><p>The harbour master, Edda Lorne, said on Monday that the quay was safe and…</p>"
    "<div class='offer'><p>This article is for subscribers only.</p><p>Start your free trial today. Our editors say "
    "that our reporting is the sharpest on the coast.</p></div>",
    "<h1>Quay is safe</h1><p>The harbour master, Edda Lorne, said on Monday that the quay was safe.</p>"
    "<p>You've reached your limit of free articles this month. Create a free account or log in to keep reading.</p>",
    "<h1>Quay is safe</h1><p>Edda Lorne said that the quay was...</p><section><h3>Unlock this article</h3>"
    "<p>Become a member to get unlimited access. Cancel anytime.</p></section>",
)
JOBS = (
    "<h1>Reporter (full-time)</h1><p>We are looking for a reporter to join our team in Lunden. The editor says "
    "that you "
    "will love it.</p><h2>Responsibilities</h2><p>You will write.</p><h2>Requirements</h2><p>Two years of experience."
    "</p><p>Salary: 30,000. Apply now with your CV and a cover letter.</p>",
)
CARD = (
    "<div class='card'><h3><a href='/{n}'>Story {n} of the day</a></h3>"
    "<p>The mayor said that part {n} of the plan would go on. Read more</p></div>"
)
LISTS = ("<h1>News</h1>" + "".join(CARD.format(n=n) for n in range(6)),)
TEASERS = (
    "<h1>Quay is safe</h1><p>The harbour master, Edda Lorne, said on Monday that the quay was safe …</p>"
    "<a href='/full'>Read the full story</a>",
    "<article><h1>Quay is safe</h1><p>Edda Lorne, the harbour master, said that the quay was safe [...]</p>"
    "<p><a href='/full'>Continue reading →</a></p></article>",
)


CLOSED = (
    "<h1>403 Forbidden</h1><p>You do not have permission to read this. The operator says that your address was blocked."
    "</p>",
    "<h1>We'll be back soon</h1><p>The site is down for maintenance. Our staff say that it takes an hour. Please try "
    "again later.</p>",
)
MISSING_IN_OTHER_WORDS = (
    "<h1>Nothing here</h1><p>The link that you followed may be broken, or the page was taken down. We suggest the "
    "front page. Our staff say that links rot.</p>",
    "<h1>Oh dear</h1><p>We looked everywhere, but the article you want is nowhere to be found, says the editor.</p>",
)


def one(path: Path, text: str) -> Article | LoadFailure:
    path.write_text(text, encoding="utf-8")
    (item,) = load(str(path))
    return item


@pytest.mark.parametrize(
    ("body", "told"),
    [
        *((body, "prove that one is human") for body in ROBOTS),
        *((body, "was not found") for body in MISSING),
        *((body, "consent to cookies") for body in CONSENT),
        *((body, "for subscribers") for body in PAID),
        *((body, "job advert") for body in JOBS),
        *((body, "list of stories") for body in LISTS),
        *((body, "links to the whole") for body in TEASERS),
        *((body, "an error in its place") for body in CLOSED),
        *((body, "was not found") for body in MISSING_IN_OTHER_WORDS),
    ],
)
def test_a_page_without_an_article_is_refused_with_one_line(tmp_path: Path, body: str, told: str) -> None:
    item = one(tmp_path / "a.html", page(body))
    assert isinstance(item, LoadFailure), item
    assert told in item.error
    assert item.error.startswith(f"{tmp_path / 'a.html'}: ")
    assert "\n" not in item.error


def test_what_a_page_says_of_itself_refuses_it_too(tmp_path: Path) -> None:
    job = page(STORY, json_ld().replace("NewsArticle", "JobPosting"))
    assert "job advert" in one(tmp_path / "a.html", job).error  # type: ignore[union-attr]
    start = "<h1>Quay is safe</h1><p>The harbour master, Edda Lorne, said on Monday that the quay was safe.</p>"
    paid = page(start, json_ld(isAccessibleForFree=False))
    assert "for subscribers" in one(tmp_path / "a.html", paid).error  # type: ignore[union-attr]
    front = page(
        STORY + "<a href='/x'>The quay was safe once</a>" * 20, '<link rel="canonical" href="https://post.example/">'
    )
    assert "front page" in one(tmp_path / "a.html", front).error  # type: ignore[union-attr]


ABOUT = (
    "<p>The bank said that customers who use the site must prove that they are human after unusual traffic from "
    "abroad. "
    "Its captcha, said Edda Lorne, the head of security, had stopped a million requests.</p>",
    "<p>The paper said that it would ask readers to subscribe now that its grants had ended. “Already a "
    "subscriber? Then "
    "nothing changes,” said Tomas Greel, its publisher, who denied that the free articles would go.</p>",
    "<p>The council said that 40 pages could not be found after the move, and that a 404 error greeted visitors. Edda "
    "Lorne, who runs the site, said that the search would be mended within a week.</p>",
    "<p>The port said that it was hiring: salary, qualifications and years of experience would be judged by a board. "
    "Edda Lorne denied that the vacancy had been promised to a friend.</p>",
    "<p>The regulator said that the firm stored cookies without consent and shared them with 812 partners. "
    "Varrick, the "
    "firm, denied it and said that its privacy policy was clear.</p>",
)


@pytest.mark.parametrize("paragraph", ABOUT)
def test_a_story_about_such_things_is_read(tmp_path: Path, paragraph: str) -> None:
    item = one(tmp_path / "a.html", page(f"<article><h1>Port news</h1>{paragraph}{STORY}{STORY}</article>"))
    assert isinstance(item, Article), item
    assert item.text.count("Lorne") >= 2
    assert any(words in item.text for words in ("human", "grants", "404", "hiring", "regulator"))


SHORT = (
    "<p>Our town will get a new quay, Edda Lorne said on Monday. “You and your children will love it,” she said.</p>",
    "<p>Tomas Greel denied that the page was found in his desk. He said that access to the archive was refused.</p>",
    "<p>The port is closed for maintenance, said Edda Lorne. Varrick denied that it had been told.</p>",
)


@pytest.mark.parametrize("paragraph", SHORT)
def test_a_short_item_of_news_is_read(tmp_path: Path, paragraph: str) -> None:
    item = one(tmp_path / "a.html", page(f"<article><h1>Port news</h1>{paragraph}</article>"))
    assert isinstance(item, Article), item


def test_a_whole_story_keeps_its_text_and_loses_the_box_that_sells(tmp_path: Path) -> None:
    box = "<div class='x'><p>Subscribe now to keep reading. Our readers say that we are the best.</p></div>"
    item = one(tmp_path / "a.html", story(after=box) + box)
    assert isinstance(item, Article), item
    assert "Varrick Dredging" in item.text
    assert "best" not in item.text


@pytest.mark.parametrize(
    "comments",
    [
        "<div id='comments'><p>Edda Lorne said that she is a walrus, writes a reader.</p></div>",
        "<section class='reader-comments'><h3>2 comments</h3><p>Edda Lorne said that she is a walrus.</p></section>",
        "<div itemscope itemtype='https://schema.org/Comment'><p>Edda Lorne said that she is a walrus.</p></div>",
        "<ol class='comment-list'><li class='comment'><p>Edda Lorne said that she is a walrus, I hear.</p></li></ol>",
    ],
)
def test_readers_comments_are_not_the_story(tmp_path: Path, comments: str) -> None:
    for text in (story(after=comments), story(inner="").replace("</article>", comments + "</article>")):
        item = one(tmp_path / "a.html", text)
        assert isinstance(item, Article), item
        assert "Varrick" in item.text
        assert "walrus" not in item.text


MAIL = (
    b"From: desk@post.example\r\nSubject: Quay\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nLorne said.\r\n"
)
ARCHIVE = (
    b'From: <Saved>\nSubject: Quay\nMIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary=b\n'
    b"\n--b\nContent-Type: text/html\n\n<p>Lorne said so.</p>\n--b--\n"
)


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.rtf", b"{\\rtf1\\ansi Lorne said \\ldblquote no\\rdblquote .\\par}", "an RTF document"),
        ("a.txt", b"{\\rtf1\\ansi Lorne said \\ldblquote no\\rdblquote .\\par}", "an RTF document"),
        ("a.eml", MAIL, "an e-mail"),
        ("a.txt", MAIL, "an e-mail"),
        ("a.mbox", b"From desk Mon May  4 08:00:00 2026\n" + MAIL, "an e-mail"),
        ("a.mhtml", ARCHIVE, "a web archive"),
        ("a.csv", b"speaker,claim\nLorne,said so\n", "a table"),
        ("a.docx", b"PK\x03\x04 and so on", "a word processor's document"),
        ("a.json", b'[{"title": "Quay"}]', "JSON"),
        ("a.xml", b"<?xml version='1.0'?><rss version='2.0'><channel/></rss>", "a feed"),
    ],
)
def test_other_kinds_of_file_are_refused_by_name(tmp_path: Path, name: str, data: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(data)
    (item,) = load(str(tmp_path / name))
    assert isinstance(item, LoadFailure), item
    assert told in item.error
    assert ".txt, .md" in item.error


def test_a_text_that_opens_like_a_letter_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Subject: Quay\nDate: 4 May 2026\n\nEdda Lorne said that the quay was safe.\n")
    (item,) = load(str(tmp_path / "a.txt"))
    assert isinstance(item, Article), item
