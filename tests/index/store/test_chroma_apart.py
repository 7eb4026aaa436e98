"""An index in a process of its own is searched and written like any other, and is none of the bot's life."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from index.store import doctor
from index.store.chroma import VectorIndex
from index.store.library import Library
from tests.faults.worker import numbered
from tests.index.conftest import Open

pytestmark = pytest.mark.parametrize("engines", [{}], ids=["files"])


def _process(library: Library) -> int:
    """The process that has the index's files open."""
    held: Any = library.follower._index
    assert isinstance(held, VectorIndex)
    return int(held._client._process._process.pid)


def _gone(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except OSError:
        return True
    return state == "Z"


def _wait(until: Any) -> None:
    deadline = time.monotonic() + 60
    while not until():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_it_is_written_searched_and_closed(open_library: Open) -> None:
    library = open_library(follow=True, apart=True)
    space = library.space()
    assert not [one for one in space.add_many(numbered(n) for n in range(12)) if one.error]
    assert library.settle()
    process = _process(library)
    assert process != os.getpid()
    with library.database.read() as connection:
        (known,) = connection.exec_driver_sql("SELECT id FROM spaces").scalars()
    assert library.collection(known) is not None
    assert space.search_dense("token7 item1 version0", 3)[0][0].startswith("a7#")
    space.remove("a7")
    assert library.settle()
    assert doctor.deep(library, "default").indexed
    library.drop_space("default")
    assert library.settle()
    library.close()
    assert _gone(process)
    assert open_library(follow=True).settle()


def test_where_it_dies_the_database_answers_and_another_takes_its_place(open_library: Open) -> None:
    library = open_library(follow=True, apart=True)
    space = library.space()
    assert not [one for one in space.add_many(numbered(n) for n in range(12)) if one.error]
    assert library.settle()
    process = _process(library)
    os.kill(process, signal.SIGKILL)
    assert space.search_dense("token7 item1 version0", 3)[0][0].startswith("a7#")
    space.add(numbered(12))
    _wait(lambda: library.follower._index is not None and _process(library) != process)
    assert library.settle()
    assert doctor.deep(library, "default").vectors == 13 * 8
    library.close()


STARTED = """
import sys, time
from pathlib import Path
from index.store.library import Library
from tests.index.scripted import WordEmbedder, attribute
if __name__ == "__main__":
    given = {"embedder": WordEmbedder(), "attribute": attribute, "follow": True, "apart": True}
    library = Library.open(data_dir=Path(sys.argv[1]), **given)
    library.settle()
    print(library.follower._index._client._process._process.pid, flush=True)
    time.sleep(600)
"""


def test_it_ends_with_the_process_that_started_it(open_library: Open, tmp_path: Path) -> None:
    folder = open_library().data_dir
    script = tmp_path / "holds.py"
    script.write_text(STARTED, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    with subprocess.Popen([sys.executable, script, folder], stdout=subprocess.PIPE, text=True, env=environment) as held:
        assert held.stdout is not None
        process = int(held.stdout.readline())
        assert not _gone(process)
        held.kill()
        _wait(lambda: _gone(process))
    assert open_library(follow=True).settle()
