"""What must hold after any fault: all that was acknowledged is found, nothing stands twice, index and truth agree."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from index import doctor
from index.library import Library
from tests.faults.worker import numbered
from tests.index.scripted import WordEmbedder, attribute


def whole(data_dir: Path, acknowledged: Iterable[str], sample: int = 10) -> dict[str, int]:
    """Open the folder as the next command would and look; raises AssertionError, gives counts."""
    with Library.open(data_dir=data_dir, embedder=WordEmbedder(), attribute=attribute) as library:
        space = library.space()
        stored = {article.id: article for article in space.articles()}
        wanted = set(acknowledged)
        lost = wanted - set(stored)
        assert not lost, f"{len(lost)} acknowledged articles are gone: {sorted(lost)[:5]}"
        assert library.settle(), "the vector index could not be taken"
        for name in sorted(wanted)[:: max(1, len(wanted) // sample)]:
            n = int(name[1:])
            assert stored[name].text == numbered(n).text
            ids = [claim.id for claim in space.article_claims(name)]
            assert len(ids) == len(set(ids)) == 8
            assert {claim for claim, _ in space.search_lexical(f"token{n}", 20)} == set(ids)
            for claim in space.claims_by_id(ids):
                near = {found for found, _ in space.search_dense(f"{claim.claim.speaker} said: {claim.quote}", 10)}
                assert claim.id in near, f"{claim.id} is not found by its own words: {near}"
        report = doctor.deep(library, "default")
        assert report.missing == report.surplus == 0, report
        assert space.add(numbered(10**6)).status in ("added", "unchanged")
        space.remove(f"a{10**6}")
        return {"articles": len(stored), "vectors": report.vectors}
