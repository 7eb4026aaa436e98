"""From relations to claims: spans of the stored text, the own voice beside the cited, no other languages."""

from __future__ import annotations

from index.attribution.claims import interpret, not_english, own_voice, reading
from index.attribution.extraction.extractor import Found
from index.schema import Article, Relation, Stance
from tests.index.attribution.marked import marked

PASSAGE = "<s>The mayor, Ida Holm,</s> <q>denied</q> that <c>the tram was late</c>. The tram is red."


def test_a_claim_of_a_relation_and_the_rest_in_the_articles_own_voice() -> None:
    text, (relation,) = marked(PASSAGE)
    article = Article("a", text, outlet="Fell Echo")

    def extract(given: str) -> list[Found]:
        return [Found(relation, 0.9, ())] if given == text else []

    found = reading(article, extract, lambda texts: [[] for _ in texts])
    cited, own = found.claims
    assert (cited.chain, cited.stance, cited.speaker) == (("Ida Holm",), Stance.DENIES, "Ida Holm")
    assert [text[a:b] for a, b in cited.content] == ["the tram was late"]
    assert own.own_voice
    assert (own.speaker, [text[a:b] for a, b in own.content]) == ("Fell Echo", ["The tram is red."])
    assert found.printed == [relation]


def test_spans_of_any_extractor() -> None:
    text, relations = marked(PASSAGE)
    (claim,) = interpret(text, relations)
    assert claim.stance is Stance.DENIES
    assert interpret(text, []) == []


def test_the_own_voice_is_what_no_relation_touches() -> None:
    text, relations = marked(PASSAGE)
    assert [text[a:b] for one in own_voice(text, relations, None) for a, b in one.content] == ["The tram is red."]
    assert len(own_voice(text, [Relation((), (), ())], "Echo")) == 2


def test_a_text_of_another_language_has_a_line_and_no_claims() -> None:
    german = "Der Bürgermeister sagte am Montag, dass die Brücke gesperrt bleibt und niemand sie betreten darf. " * 6
    assert "German" in str(not_english(german))
    assert not_english("The mayor said on Monday that the bridge was shut. " * 8) is None
    found = reading(Article("a", german), lambda text: [], lambda texts: [])
    assert (found.claims, found.notes) == ([], [not_english(german)])
