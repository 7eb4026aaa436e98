"""Headless Chromium for tests: where it is, how it is started, and axe-core beside it."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
AXE = "4.14.1"


def missing() -> str:
    """Why no browser can be driven here; "" where one can."""
    if shutil.which("chromium") is None:
        return "chromium is not installed (on Debian: apt install chromium)"
    if importlib.util.find_spec("playwright") is None:
        return "playwright is not installed (pip install playwright)"
    return ""


@contextmanager
def started() -> Iterator[Browser]:
    """A browser; skips the test that asks where there is none."""
    if why := missing():
        pytest.skip(why)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser
        browser.close()


@cache
def axe() -> str:
    """The source of axe-core: the file that WHOCLAIMS_TEST_AXE names, or fetched with npm. Skips where neither is."""
    named = os.environ.get("WHOCLAIMS_TEST_AXE")
    if named:
        return Path(named).read_text(encoding="utf-8")
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("axe-core is missing and so is npm, which would fetch it")
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "pack", "--silent", f"axe-core@{AXE}"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)
        if done.returncode:
            pytest.skip(f"axe-core could not be fetched: {done.stderr.strip()[-200:]}")
        with tarfile.open(next(Path(folder).glob("axe-core-*.tgz"))) as packed:
            inside = packed.extractfile("package/axe.min.js")
            assert inside is not None
            return inside.read().decode("utf-8")


class Watched:
    """A page with what it must not do: requests, errors, dialogs."""

    def __init__(self, browser: Browser, file: Path, **options: Any) -> None:
        self.file = file
        # axe is put into the page from outside, which the page's own policy would refuse
        self.context = browser.new_context(bypass_csp=options.pop("audited", False), **options)
        self.page: Page = self.context.new_page()
        self.troubles: list[str] = []
        self.page.on("console", lambda one: self.troubles.append(f"console: {one.text}"))
        self.page.on("pageerror", lambda one: self.troubles.append(f"error: {one}"))
        self.page.on("dialog", lambda one: self.troubles.append(f"dialog: {one.message}"))
        self.page.on("request", self._asked)

    def _asked(self, request: Any) -> None:
        if request.url.partition("#")[0] != self.file.as_uri():
            self.troubles.append(f"request: {request.url}")

    def open(self, fragment: str = "") -> Page:
        self.page.goto(self.file.as_uri() + fragment)
        return self.page

    def violations(self) -> list[str]:
        """What axe-core finds wrong on the page as it is, one line a rule."""
        self.page.evaluate(axe())
        found = self.page.evaluate("axe.run().then(r => r.violations.map(v => v.id + ': ' + v.nodes[0].html))")
        return [str(one) for one in found]
