"""What must hold after any fault: all that was acknowledged is found, nothing stands twice, index and truth agree.

The vector index is approximate, so that a claim it holds may be missed by a search of its own words. That is told from
a loss: every vector must be held under its key and equal that of the database. What is held and missed is counted.
Where it is more than one in a hundred, an index built anew must miss as much: then these vectors are hard to search
(sums of random directions, as here, are), and no graph has been damaged.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from index.schema import Filter
from index.store import doctor
from index.store.library import Library
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
        if not stored:  # killed before anything was committed
            return {"articles": 0, "vectors": 0, "asked": 0, "missed": 0}
        asked = missed = 0
        for name in sorted(wanted)[:: max(1, len(wanted) // sample)]:
            n = int(name[1:])
            assert stored[name].text == numbered(n).text
            ids = [claim.id for claim in space.article_claims(name)]
            assert len(ids) == len(set(ids)) == 8
            assert {claim for claim, _ in space.search_lexical(f"token{n}", 20)} == set(ids)
            for claim in space.claims_by_id(ids):
                words = f"{claim.claim.speaker} said: {claim.quote}"
                asked += 1
                if claim.id not in {found for found, _ in space.search_dense(words, 10)}:
                    exact = {found for found, _ in space.search_dense(words, 10, Filter(article_ids=(name,)))}
                    assert claim.id in exact, f"{claim.id} is not found by its own words, by an exact scan: {exact}"
                    missed += 1
        report = doctor.deep(library, "default")
        assert report.missing == report.surplus == report.wrong == 0, report
        if missed * 100 > asked and missed > 1:
            space.reindex()
            anew = doctor.deep(library, "default")
            assert report.recall >= anew.recall - 0.05, f"{missed} of {asked} claims are held and not found: {report}"
        assert space.add(numbered(10**6)).status in ("added", "unchanged")
        space.remove(f"a{10**6}")
        return {"articles": len(stored), "vectors": report.vectors, "asked": asked, "missed": missed}
