"""How long pictures and pages take: ``python -m tests.benchmarks.pictures [CLAIMS ...]`` (300 and 5000 by default).

Invented claims; grouping, layout and page in this process, then the report in headless Chromium: from the start of the
navigation to the list of claims, and one filter from the key to the next frame.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from bot.pictures import gather, page, typeset
from bot.propositions.kept import Propositions
from tests.pictures import stories
from tests.pictures.browser import FLAGS, missing

T = TypeVar("T")
FILTER = """(words) => new Promise(done => {
    const field = document.getElementById('f-words'), begun = performance.now();
    field.value = words;
    field.dispatchEvent(new Event('input'));
    document.body.offsetHeight;
    requestAnimationFrame(() => done(performance.now() - begun));
})"""


def timed(what: str, work: Callable[[], T]) -> T:
    begun = time.perf_counter()
    made = work()
    print(f"  {what:<44}{time.perf_counter() - begun:8.2f} s")
    return made


def in_browser(file: Path) -> None:
    if why := missing():
        print(f"  {why}")
        return
    import shutil

    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        opened = browser.new_page()
        timed(
            "report opened in Chromium", lambda: opened.goto(file.as_uri()) and opened.wait_for_selector("#list > li")
        )
        for words in ("oak", "bridge 7", "no such words", ""):
            print(f"  filter {words!r:<37}{opened.evaluate(FILTER, words):8.0f} ms")
        browser.close()


def main() -> int:
    """Measure for each number of claims."""
    for count in map(int, sys.argv[1:] or ("300", "5000")):
        with tempfile.TemporaryDirectory() as folder:
            library = stories.stored(Path(folder), stories.many(count))
            space, kept = library.space("default"), Propositions()
            print(f"{count} claims")
            timed("propositions", lambda: kept.of(space, space.claims()))  # noqa: B023
            report = timed("report, propositions known", lambda: gather.report(space, kept))  # noqa: B023
            scene = timed("map of 300 propositions, records", lambda: gather.map_about(space, kept, "Street", 300))  # noqa: B023
            timed("that map as SVG", lambda: typeset.svg(scene))  # noqa: B023
            timed("that map as PNG", lambda: typeset.png(scene))  # noqa: B023
            file = Path(folder) / "report.html"
            file.write_bytes(timed("report as a page", lambda: page.report_page(report)))  # noqa: B023
            print(f"  size of the page {file.stat().st_size / 1e6:34.1f} MB")
            in_browser(file)
            library.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
