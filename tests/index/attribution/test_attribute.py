"""The engine end to end on invented passages."""

from index.attribution import attribute, attribute_with_notes
from index.schema import Article, Claim, Stance


def cited(text: str, outlet: str | None = None) -> list[Claim]:
    return [c for c in attribute(Article("a", text, outlet=outlet)) if not c.own_voice]


def said(text: str, claim: Claim) -> str:
    return " … ".join(text[a:b] for a, b in claim.content)


def test_quote_with_title_and_appositive() -> None:
    text = 'The hall was full. "The roof will hold," engineer Petra Ilves, who drew it, told the council on Friday.'
    (claim,) = cited(text)
    assert said(text, claim) == '"The roof will hold,"'
    assert claim.chain == ("engineer Petra Ilves",)
    assert claim.speaker == "Petra Ilves"
    assert claim.stance is Stance.ASSERTS
    assert not claim.anonymous


def test_citing_gives_a_chain_and_an_anonymous_source() -> None:
    text = "The Harbour Times, citing two officials familiar with the plan, reported that the port would close in May."
    (claim,) = cited(text, "Inland Post")
    assert claim.chain == ("Harbour Times", "two officials familiar with the plan")
    assert claim.anonymous
    assert said(text, claim) == "the port would close in May"


def test_refusal_takes_the_claim_before_it() -> None:
    text = "Dockers said the crane had been repaired twice. The port authority declined to comment."
    first, second = cited(text)
    assert second.content == first.content
    assert second.stance is Stance.WITHHOLDS


def test_own_voice_sentences_are_kept_with_the_outlet_as_speaker() -> None:
    text = "Rain fell all night. Mayor Ida Crane said the river was safe."
    claims = attribute(Article("a", text, outlet="Valley News"))
    own = [c for c in claims if c.own_voice]
    assert [text[a:b] for c in own for a, b in c.content] == ["Rain fell all night."]
    assert own[0].speaker == "Valley News"


def test_other_languages_give_no_claims_but_a_note() -> None:
    text = (
        "Der Bürgermeister sagte am Montag, die Brücke werde im Frühjahr wieder geöffnet. Die Arbeiten seien "
        "schneller vorangegangen als geplant, und die Kosten lägen unter dem Ansatz, teilte die Stadt mit."
    )
    claims, notes = attribute_with_notes(Article("a", text))
    assert claims == []
    assert len(notes) == 1
