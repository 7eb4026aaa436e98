"""The pages in headless Chromium: opened, filtered, followed, printed, by keyboard, narrow and wide, dark and light."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.pictures import gather, page
from bot.propositions.kept import Propositions
from index.store.library import Library, Space
from tests.pictures import stories
from tests.pictures.browser import Watched, started

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SIZES = {"narrow": (360, 780), "wide": (1280, 900)}
Open = Callable[..., Watched]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with started() as one:
        yield one


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, pier: Space, strangers: Space) -> dict[str, Path]:
    kept, folder = Propositions(), tmp_path_factory.mktemp("pages")
    made = {
        "map": page.map_page(gather.map_about(pier, kept, "pier")),
        "timeline": page.timeline_page(gather.timeline(pier, kept, "Bo Lind")),
        "report": page.report_page(gather.report(pier, kept)),
        "hostile-map": page.map_page(gather.map_about(strangers, kept, "the dam number", most=40)),
        "hostile": page.report_page(gather.report(strangers, kept)),
    }
    for name, content in made.items():
        (folder / f"{name}.html").write_bytes(content)
    return {name: folder / f"{name}.html" for name in made}


@pytest.fixture
def watched(browser: Browser, files: dict[str, Path]) -> Iterator[Open]:
    opened: list[Watched] = []

    def make(name: str | Path, **options: object) -> Watched:
        one = Watched(browser, files[name] if isinstance(name, str) else name, **options)
        opened.append(one)
        return one

    yield make
    for one in opened:
        one.context.close()
        assert one.troubles == []


def counted(one: Page) -> str:
    return one.locator("#count").inner_text()


EACH = [
    (name, *how)
    for name in ("map", "timeline", "report", "hostile-map", "hostile")
    for how in (("narrow", "light"), ("wide", "dark"))
]


@pytest.mark.parametrize(("name", "size", "scheme"), EACH)
def test_nothing_is_cut_and_axe_finds_nothing(watched: Open, name: str, size: str, scheme: str) -> None:
    width, height = SIZES[size]
    one = watched(name, viewport={"width": width, "height": height}, color_scheme=scheme, audited=True)
    opened = one.open()
    if name in ("report", "hostile"):
        opened.locator("#list button").first.click()
        opened.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert one.violations() == []
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    spilled = opened.evaluate(
        """() => [...document.querySelectorAll('.marks li > *, .words, h1, .foot > *, .outlet')].filter(one => {
            const box = one.getBoundingClientRect();
            return box.width && (box.left < -1 || box.right > innerWidth + 1 || one.scrollWidth > one.clientWidth + 1
                && getComputedStyle(one).display !== 'inline');
        }).map(one => one.className + ': ' + one.textContent.slice(0, 60))"""
    )
    assert spilled == []


def test_filters_narrow_the_list_and_say_so(watched: Open, pier: Space) -> None:
    opened = watched("report").open()
    total = len(pier.claims())
    assert counted(opened) == f"{total} claims"
    opened.fill("#f-words", "HOLLOW pillars")
    assert counted(opened) == f"3 of {total} claims"
    opened.select_option("#f-stance", "withholds")
    assert counted(opened) == f"1 of {total} claims"
    opened.fill("#f-words", "")
    opened.select_option("#f-stance", "")
    opened.fill("#f-who", "lind")
    assert counted(opened) == f"2 of {total} claims"
    opened.select_option("#f-outlet", "Bay Radio")
    assert counted(opened) == f"1 of {total} claims"
    opened.select_option("#f-outlet", "")
    opened.fill("#f-who", "")
    opened.fill("#f-since", "2026-02-05")
    assert counted(opened) == f"4 of {total} claims"
    opened.fill("#f-until", "2026-02-06")
    assert counted(opened) == f"0 of {total} claims"


def test_a_quotation_opens_inside_its_article(watched: Open) -> None:
    opened = watched("report").open()
    opened.fill("#f-words", "lighthouse")
    button = opened.get_by_role("button", name="In the article: Gerd Moll")
    button.click()
    assert button.get_attribute("aria-expanded") == "true"
    assert opened.locator(".article mark").inner_text() == "to repaint the lighthouse by June"
    assert "Ana Ferro said" in opened.locator(".article").inner_text()
    button.click()
    assert opened.locator(".article").count() == 0


def test_a_link_to_a_claim_opens_it(watched: Open) -> None:
    opened = watched("report").open("#claim=pier-2%234")
    assert opened.locator("[data-sent] mark").inner_text() == "to repaint the lighthouse by June"
    assert opened.evaluate("document.activeElement.getAttribute('aria-label')") == "In the article: Gerd Moll"
    opened.fill("#f-words", "nothing has these words")
    assert opened.locator("#list > li").count() == 0
    opened.evaluate("location.hash = '#claim=' + encodeURIComponent('pier-1#2')")
    opened.wait_for_selector("[data-sent]")
    assert "Harbour Board" in opened.locator("[data-sent]").inner_text()
    opened.evaluate("location.hash = '#claim=no-such'")
    opened.wait_for_function("document.getElementById('count').textContent.includes('does not hold')")
    opened.evaluate("location.hash = '#claim=%E0%A4%A'")


def test_a_number_of_the_map_leads_to_its_claim(watched: Open) -> None:
    opened = watched("report").open()
    link = opened.locator("#map .marks a").first
    link.click()
    opened.wait_for_selector("[data-sent] mark")
    assert opened.locator("[data-sent]").count() == 1


def test_the_keyboard_alone_is_enough(watched: Open) -> None:
    opened = watched("report").open()
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.textContent") == "Skip to the content"
    for _ in range(200):
        opened.keyboard.press("Tab")
        if opened.evaluate("document.activeElement.id") == "f-words":
            break
    opened.keyboard.type("lighthouse")
    for _ in range(20):
        opened.keyboard.press("Tab")
        if (opened.evaluate("document.activeElement.getAttribute('aria-label')") or "").startswith("In the article"):
            break
    opened.keyboard.press("Enter")
    assert opened.locator(".article mark").inner_text() == "to repaint the lighthouse by June"
    opened.keyboard.press("Tab")
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.className") == "article"


def test_it_prints(watched: Open, files: dict[str, Path]) -> None:
    one = watched("report")
    opened = one.open("#claim=pier-2%234")
    printed = opened.pdf(format="A4", print_background=True)
    assert printed.startswith(b"%PDF-")
    opened.emulate_media(media="print")
    assert not opened.locator("#filter").is_visible()
    assert opened.locator("[data-sent] mark").is_visible()


def test_strangers_run_nothing(watched: Open) -> None:
    for name in ("hostile", "hostile-map"):
        opened = watched(name).open()
        for button in opened.locator("#list button").all()[:20]:
            button.click()
        assert opened.evaluate("window.owned") is None
        assert opened.evaluate("document.querySelectorAll('script').length") == (2 if name == "hostile" else 0)
        assert (
            opened.evaluate("document.querySelectorAll('iframe, object, embed, base, main img, main style').length")
            == 0
        )
        addresses = opened.evaluate("[...document.links].map(one => one.href)")
        assert all(re.match(r"https://news\.example/|file:.*#", one) for one in addresses)
        assert opened.evaluate("getComputedStyle(document.body).display") == "block"


def test_every_claim_is_reached_where_there_are_many(watched: Open, empty: Library, tmp_path: Path) -> None:
    space = empty.space("default")
    stories.fill(space, stories.many(300))
    file = tmp_path / "many.html"
    file.write_bytes(page.report_page(gather.report(space, Propositions())))
    opened = watched(file).open()
    assert opened.locator("#list > li").count() == 60
    opened.click("#more")
    assert opened.locator("#list > li").count() == 120
    assert opened.evaluate(
        "document.activeElement === document.querySelectorAll('#list > li')[60].querySelector('button')"
    )
    last = space.claims()[-1].id
    opened.evaluate(f"location.hash = '#claim=' + encodeURIComponent({last!r})")
    opened.wait_for_selector("[data-sent]")
    assert counted(opened) == "300 claims"
