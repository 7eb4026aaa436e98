"""Spaces are walls: what one space holds never shows through any public function of another."""

from __future__ import annotations

import random

import pytest

from index.errors import UnknownArticle
from index.schema import Article, Filter
from index.store import exchange
from index.store.library import Library
from index.store.space import Space
from tests.index.scripted import article

SPACES = 8


def _articles(i: int) -> list[Article]:
    """Two articles with the same ids, URLs and shared words in every space, and marks that only this one has."""
    mark = f"mark{i}x"
    shared = ("Ana Ruiz said: the shared bridge is closed", f"Ana Ruiz said: the {mark} bridge", "The shared own voice")
    own = (f"Person{i}x Berg denied: the {mark} ferry", f"officials of {mark} said: nothing of the shared bridge")
    same = article("same", *shared, outlet=f"Outlet{i}x", url="https://example.org/same")
    return [same, article("own" + str(i) + "x", *own, outlet="Gazette")]


def _everything(space: Space) -> str:
    """All that the public functions give away, asked with words of every space."""
    said: list[object] = [space.articles(), space.articles(match="x"), space.outlets(), space.outlets(match="x")]
    said += [space.speakers(), space.speakers(match="x"), space.claims(own_voice=True), space.stats()]
    ids = ["asame#1", "asame#2", "asame#3"] + [f"aown{j}x#{n}" for j in range(SPACES) for n in (1, 2)]
    said += [space.claims_by_id(ids), space.article("asame"), space.article_claims("asame")]
    for j in random.Random(space.name).sample(range(SPACES), 2):
        for text in (f"mark{j}x shared bridge", f"What does Person{j}x Berg say of the ferry?"):
            found = [claim for claim, _ in space.search_dense(text, 50) + space.search_lexical(text, 50)]
            said += [found, space.claims_by_id(found), space.find_speakers(text), space.claims(about=text)]
            everyone = Filter(speaker_ids=tuple(range(1, 500)))
            said += [space.search_dense(text, 50, everyone), space.search_lexical(text, 50, everyone)]
        said += [space.claims(by=f"Person{j}x Berg"), space.claims(outlet=f"Outlet{j}x")]
    return repr(said)


def test_nothing_crosses(library: Library) -> None:
    spaces = [library.space(f"guild {i}") for i in range(SPACES)]
    for i, space in enumerate(spaces):
        assert [a.status for a in space.add_many(_articles(i))] == ["added", "added"]
    for settled in (False, True):
        assert not settled or library.settle()
        for i, space in enumerate(spaces if settled else spaces[:6]):
            said = _everything(space)
            assert f"mark{i}x" in said
            for j in range(SPACES):
                if j != i:
                    for secret in (f"own{j}x#", f"mark{j}x bridge", f"mark{j}x ferry", f"'Person{j}x", f"Outlet{j}x"):
                        assert secret not in said, f"{secret} of guild {j} shows in guild {i}"
    for line in exchange.export(library, "guild 3"):
        assert "mark3x" in line
        assert "mark4x" not in line

    # what is done to one space is done to no other
    revisions = {space.name: space.revision() for space in spaces}
    spaces[0].remove("asame")
    spaces[1].reindex()
    library.drop_space("guild 2")
    with pytest.raises(UnknownArticle):
        spaces[0].article("asame")
    for i, space in enumerate(spaces[3:], start=3):
        assert space.revision() == revisions[space.name]
        assert space.stats()["articles"] == 2
        assert {claim for claim, _ in space.search_dense(f"mark{i}x", 3)} >= {"asame#2", f"aown{i}x#1"}
    assert spaces[2].articles() == []
