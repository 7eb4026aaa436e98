"""Draw docs/pictures/{map,timeline,report}.* from the packaged samples: ``python -m tests.pictures.render``.

The picture of the report needs Chromium and playwright; without them it is left as it is.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bot.pictures import files, gather, page, typeset
from bot.propositions.kept import Propositions
from index import samples
from index.articles import LoadFailure, load
from index.store.library import Library
from tests.pictures.browser import missing, started

OUT = Path(__file__).resolve().parents[2] / "docs" / "pictures"
TOPIC, SPEAKER, LIMIT = "Kestrel Dam", "Colm Reddick", 5


def main() -> int:
    """Write every file."""
    kept = Propositions()
    with tempfile.TemporaryDirectory() as folder:
        library = Library.open(data_dir=Path(folder))
        space = library.space("samples")
        for _ in space.add_many(one for one in load(str(samples.ARTICLES)) if not isinstance(one, LoadFailure)):
            pass
        map_ = gather.map_about(space, kept, TOPIC, LIMIT)
        line = gather.timeline(space, kept, SPEAKER)
        report = gather.report(space, kept)
        library.close()
    made = {
        "map.svg": typeset.svg(map_),
        "map.png": typeset.png(map_),
        "timeline.png": typeset.png(line),
        "report.html": page.report_page(report),
    }
    for name, content in made.items():
        files.write(OUT / name, content)
    if missing():
        print(missing())
        return 0
    with started() as browser:
        opened = browser.new_page(viewport={"width": 1280, "height": 1400})
        opened.goto((OUT / "report.html").as_uri())
        opened.screenshot(path=OUT / "report.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
