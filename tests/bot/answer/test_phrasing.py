"""A name, then the article's own words: one test for each way in which an article prints a claim."""

from __future__ import annotations

import pytest

from bot.answer import phrasing, quotation
from bot.answer.predicate import Form, printed
from index.schema import Article, Reference, Stance, StoredClaim
from tests.bot.fake_space import claim


def read(
    text: str,
    content: str | list[str],
    source: str,
    cue: str,
    speaker: str | None = None,
    chain: list[str] | None = None,
    stance: Stance = Stance.ASSERTS,
    anonymous: bool = False,
    references: tuple[tuple[str, str], ...] = (),
) -> StoredClaim:
    """A claim of a one-article paper; ``references`` are words of the text with whom they mean."""
    known = tuple(Reference(text.index(w), text.index(w) + len(w), name) for w, name in references)
    return claim(
        Article("a", text, outlet="Sund Gazette", author="Pia Lund"),
        content,
        chain or [source],
        speaker or source,
        stance,
        anonymous,
        source=source,
        cue=cue,
        references=known,
    )


def test_a_predicate_is_printed_from_its_verb_to_its_end() -> None:
    said = read("Ida Holm threatened to close the lock if the dredging goes on.", "to close the lock if the dredging "
                "goes on", "Ida Holm", "threatened", stance=Stance.VOWS)  # fmt: skip
    assert printed(said).form is Form.PREDICATE
    assert phrasing.sentence(said) == "Ida Holm “threatened to close the lock if the dredging goes on”."


def test_who_was_told_is_no_claimer() -> None:
    said = read("Ida Holm told Radio Sund that the lock leaked.", "the lock leaked", "Ida Holm", "told", chain=[
        "Radio Sund", "Ida Holm"])  # fmt: skip
    assert phrasing.sentence(said) == "Ida Holm “told Radio Sund that the lock leaked”."


def test_a_relay_that_cites_keeps_its_place() -> None:
    text = "The Fjord Mail, citing two unnamed pilots, claims that the lock leaked."
    said = read(text, "the lock leaked", "The Fjord Mail", "citing", "two unnamed pilots", ["The Fjord Mail",
                "two unnamed pilots"], anonymous=True)  # fmt: skip
    assert phrasing.sentence(said) == "The Fjord Mail, “citing two unnamed pilots, claims that the lock leaked”."


def test_auxiliaries_and_negation_belong_to_the_verb() -> None:
    said = read("The harbour board has never denied that the lock leaked.", "the lock leaked", "The harbour board",
                "denied")  # fmt: skip
    assert phrasing.sentence(said) == "The harbour board “has never denied that the lock leaked”."


@pytest.mark.parametrize(
    ("text", "cue", "shown"),
    [
        ("“The lock is safe,” said Ida Holm.", "said", "Ida Holm said: “The lock is safe”."),
        ("“The lock is safe,” Ida Holm told Radio Sund by telephone.", "told",
         "Ida Holm told Radio Sund by telephone: “The lock is safe”."),
        ("Ida Holm told the Mail: “The lock is safe.”", "told", "Ida Holm told the Mail: “The lock is safe”."),
        ("Ida Holm said:\n\n“The lock is safe.”", "said", "Ida Holm said: “The lock is safe”."),
        ("''The lock is safe,'' Ida Holm added.", "added", "Ida Holm: “The lock is safe”."),
    ],
)  # fmt: skip
def test_a_direct_quotation_stands_behind_its_cue(text: str, cue: str, shown: str) -> None:
    start = next(i for i, ch in enumerate(text) if ch in "“'")
    end = max(i for i, ch in enumerate(text) if ch in "”'") + 1
    assert phrasing.sentence(read(text, text[start:end], "Ida Holm", cue)) == shown


def test_a_quotation_woven_into_the_sentence_stays_there() -> None:
    said = read("Ida Holm condemned “the people around the board” on Friday.", "“the people around the board”",
                "Ida Holm", "condemned", stance=Stance.JUDGES)  # fmt: skip
    assert phrasing.sentence(said) == "Ida Holm “condemned 'the people around the board'”."


def test_a_clause_before_its_cue_keeps_its_order() -> None:
    said = read("The pool will stay shut until spring, the council confirmed on Friday.",
                "The pool will stay shut until spring", "the council", "confirmed")  # fmt: skip
    assert phrasing.sentence(said) == (
        "As Sund Gazette writes: “The pool will stay shut until spring, the council confirmed on Friday”."
    )


def test_according_to_keeps_its_order() -> None:
    said = read("The pool will stay shut, according to two officials.", "The pool will stay shut", "two officials",
                "according to", anonymous=True)  # fmt: skip
    assert phrasing.sentence(said) == "As Sund Gazette writes: “The pool will stay shut, according to two officials”."


def test_a_denial_that_points_back_shows_what_it_denies_and_not_as_its_own_words() -> None:
    text = "Kell accused Sund of cutting the cable.\n\n“Nine are blind,” its envoy said.\n\nSund rejected the charge."
    said = read(text, "cutting the cable", "Sund", "rejected", stance=Stance.DENIES)
    said = claim(said.article, "cutting the cable", ["Sund"], "Sund", Stance.DENIES, source="Sund", cue="rejected")
    assert phrasing.sentence(said) == (
        "Sund “rejected the charge” (before it in the article: “Kell accused Sund of cutting the cable”)."
    )


def test_a_denial_is_never_printed_as_saying_the_quotation_before_it() -> None:
    text = "“The fund is empty,” the auditor said.\n\nKell Works denied it."
    said = claim(Article("a", text, outlet="Mail"), "“The fund is empty,”", ["Kell Works"], "Kell Works",
                 Stance.DENIES, source="Kell Works", cue="denied")  # fmt: skip
    assert phrasing.sentence(said).startswith("Kell Works “denied it” (before it in the article: “")


def test_a_turn_of_a_transcript_is_name_and_words() -> None:
    said = read("HOLM: We never closed the gate.", "We never closed the gate.", "HOLM", "", "Ida Holm")
    assert phrasing.sentence(said) == "Ida Holm: “We never closed the gate”."


@pytest.mark.parametrize(
    ("text", "content", "source", "cue"),
    [
        ("The foreman was accused by prosecutors of taking bribes.", "taking bribes", "prosecutors", "accused"),
        ("Rising early, adding that the lock leaked, Ida Holm left.", "the lock leaked", "Ida Holm", "adding"),
        ("The union's claim that the lock leaked was ignored.", "the lock leaked", "The union", "'s claim"),
    ],
)
def test_what_fits_no_form_is_the_articles_whole_sentence(text: str, content: str, source: str, cue: str) -> None:
    said = read(text, content, source, cue)
    assert printed(said).form is Form.SENTENCE
    assert f"“{text[:-1]}”" in phrasing.sentence(said)
    assert "as Sund Gazette writes: " in phrasing.sentence(said) or phrasing.sentence(said).startswith(
        "As Sund Gazette"
    )


def test_pronouns_that_mean_somebody_else_are_resolved_in_brackets() -> None:
    text = "Leo Berg left. Ida Holm said that she had warned him and that his office knew."
    said = read(text, "she had warned him and that his office knew", "Ida Holm", "said", references=(
        ("she", "Ida Holm"), ("him", "Leo Berg")))  # fmt: skip
    assert phrasing.sentence(said) == "Ida Holm “said that she had warned [Leo Berg] and that his office knew”."
    said = read(text, "his office knew", "Ida Holm", "said", references=(("his", "Leo Berg"),))
    assert "[Leo Berg’s] office knew" in phrasing.sentence(said)


def test_a_pronoun_before_the_verb_is_the_name_it_stands_for() -> None:
    said = read("Ida Holm left. She said the lock leaked.", "the lock leaked", "She", "said", "Ida Holm")
    assert phrasing.sentence(said) == "Ida Holm “said the lock leaked”."


def test_an_unresolved_pronoun_is_shown_with_the_sentence_before() -> None:
    said = read("A man ran off. He said the lock leaked.", "the lock leaked", "He", "said", "he")
    assert phrasing.sentence(said) == "As Sund Gazette writes: “A man ran off. He said the lock leaked”."


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Ida Holm, the harbour engineer, left. Holm said the lock leaked.", "Ida Holm, the harbour engineer,"),
        ("The engineer Ida Holm left. Holm said the lock leaked.", "Engineer Ida Holm"),
        ("Ida Holm left. Holm said the lock leaked.", "Ida Holm"),
    ],
)
def test_a_name_brings_the_role_that_the_article_prints(text: str, label: str) -> None:
    said = read(text, "the lock leaked", "Holm", "said", "Ida Holm")
    assert phrasing.sentence(said) == f"{label} “said the lock leaked”."


def test_some_and_others_keep_their_noun() -> None:
    said = read("Others said the lock leaked.", "the lock leaked", "Others", "said", "pilots")
    assert phrasing.sentence(said) == "Others [pilots] “said the lock leaked”."


def test_own_voice_is_the_outlets_and_claims_nothing_about_who_is_cited() -> None:
    said = claim(Article("a", "The lock is the worst in the county.", outlet="Mail"), "The lock is the worst in the "
                 "county.")  # fmt: skip
    assert phrasing.sentence(said) == "Mail, in its own words: “The lock is the worst in the county”."


def test_a_clause_is_not_cut_in_its_middle() -> None:
    said = read("Ida Holm said the lock leaked badly every night.", "the lock leaked", "Ida Holm", "said")
    assert phrasing.sentence(said) == "Ida Holm “said the lock leaked badly every night”."


def test_a_long_quotation_ends_at_a_sentence() -> None:
    text = "Ida Holm said: “" + " ".join(f"This is sentence number {n} of the statement." for n in range(40)) + "”"
    shown = phrasing.sentence(read(text, text[text.index("“") :], "Ida Holm", "said"))
    assert len(shown) < 600
    assert shown.endswith("of the statement …”.") or shown.endswith("of the statement. …”")


def test_control_characters_and_bidi_marks_never_come_through() -> None:
    said = read("Ida Holm said the lock\u202e leaked\x1b[31m badly.", "the lock\u202e leaked\x1b[31m badly",
                "Ida Holm", "said")  # fmt: skip
    assert "\u202e" not in phrasing.sentence(said)
    assert "\x1b" not in phrasing.sentence(said)


def test_a_source_put_into_a_clause_stays_there() -> None:
    said = read("The mood, two aides say, the party leader says nothing of is bad.", "the party leader says nothing of",
                "two aides", "say")  # fmt: skip
    assert phrasing.sentence(said) == (
        "As Sund Gazette writes: “The mood, two aides say, the party leader says nothing of is bad”."
    )


def test_a_word_that_only_joins_a_clause_to_the_one_before_is_left_out() -> None:
    said = read("But the pool will stay shut, the council said.", "But the pool will stay shut", "the council", "said")
    assert phrasing.sentence(said) == "As Sund Gazette writes: “[T]he pool will stay shut, the council said”."


def test_a_dash_is_no_cue() -> None:
    said = read("“The lock is safe” ― Ida Holm", "“The lock is safe”", "Ida Holm", "―")
    assert phrasing.sentence(said) == "Ida Holm: “The lock is safe”."


def test_a_cue_that_was_taken_for_part_of_a_name_is_left_out_of_it() -> None:
    said = read("“The lock is safe,” said engineer Ida Holm.", "“The lock is safe,”", "said engineer Ida Holm", "said",
                "Ida Holm")  # fmt: skip
    assert phrasing.sentence(said).startswith("Engineer Ida Holm said")


def test_the_second_of_two_reported_clauses_is_printed_without_the_first() -> None:
    first = "that the lock had leaked for a whole year before anybody at the office had looked at all"
    said = read(
        f"Ida Holm said {first}, and that she would close the pool.", "she would close the pool", "Ida Holm", "said"
    )
    assert phrasing.sentence(said) == "Ida Holm “said … that she would close the pool”."


def test_the_second_of_two_reported_clauses_brings_the_first_where_it_has_its_noun() -> None:
    first = "that the lock had leaked for a whole year before anybody at the office had looked at all"
    said = read(f"Ida Holm said {first}, and that its gates would close.", "its gates would close", "Ida Holm", "said")
    assert phrasing.sentence(said) == f"Ida Holm “said {first}, and that its gates would close”."


def test_nobody_is_named_in_brackets_who_is_named_already() -> None:
    said = read("Ida Holm said Berg had sold his house.", "Berg had sold his house", "Ida Holm", "said",
                references=(("his", "Leo Berg"),))  # fmt: skip
    assert phrasing.sentence(said) == "Ida Holm “said Berg had sold his house”."


@pytest.mark.parametrize(
    ("text", "content", "source", "cue"),
    [
        (
            "The mayor is to visit Kell on Sunday, according to an aide.",
            "to visit Kell on Sunday",
            "an aide",
            "according to",
        ),
        ("Leaders met pilots, many of whom say the lock leaks.", "the lock leaks", "many of whom", "say"),
    ],
)
def test_what_is_no_clause_or_names_nobody_is_shown_whole(text: str, content: str, source: str, cue: str) -> None:
    assert f"“{text[:-1]}”" in phrasing.sentence(read(text, content, source, cue))


def test_a_relay_before_the_verb_does_not_leave_the_source_out() -> None:
    text = "Seepage had doubled, according to The Fjord Mail, which spoke to Ada Lunt."
    said = read(
        text, "Seepage had doubled", "The Fjord Mail", "according to", "Ada Lunt", ["The Fjord Mail", "Ada Lunt"]
    )
    assert phrasing.sentence(said) == f"As Sund Gazette writes: “{text[:-1]}”."


@pytest.mark.parametrize(
    ("text", "source", "speaker", "label"),
    [
        ("Ida Holm, a spokeswoman for its navy, said the lock leaked.", "Ida Holm, a spokeswoman for its navy,",
         "Ida Holm", "Ida Holm"),
        ("Two of her riders said the lock leaked.", "Two of her riders", "two of her riders",
         "As Sund Gazette writes: “Two of her riders"),
    ],
)  # fmt: skip
def test_a_pronoun_that_nothing_resolves_stands_in_no_name(text: str, source: str, speaker: str, label: str) -> None:
    said = read(text, "the lock leaked", source, "said", speaker)
    assert phrasing.sentence(said).startswith(label + (" “said" if label == "Ida Holm" else ""))


def test_what_is_told_of_somebody_without_a_name_is_kept() -> None:
    text = "A woman who gave her name only as Mia said the lock leaked."
    said = read(text, "the lock leaked", "A woman who gave her name only as Mia", "said", "woman", anonymous=True)
    assert "A woman who gave her name only as Mia" in phrasing.sentence(said)


def test_the_subject_behind_a_persons_cue_is_that_person() -> None:
    text = "Leo Berg left. Ida Holm said she was satisfied."
    said = read(text, "she was satisfied", "Ida Holm", "said", references=(("she", "Leo Berg"),))
    assert phrasing.sentence(said) == "Ida Holm “said she was satisfied”."
    crowd = read(text.replace("Ida Holm", "Two aides"), "she was satisfied", "Two aides", "said", "two aides",
                 references=(("she", "Leo Berg"),))  # fmt: skip
    assert phrasing.sentence(crowd) == "Two aides “said [Leo Berg] was satisfied”."


def test_a_name_from_far_away_is_not_put_into_a_sentence() -> None:
    text = "Leo Berg left. It rained. The pool closed. Two men sang. Ida Holm said the lock had ruined him."
    said = read(text, "the lock had ruined him", "Ida Holm", "said", references=(("him", "Leo Berg"),))
    assert phrasing.sentence(said) == "Ida Holm “said the lock had ruined him”."


def test_a_quotation_some_sentences_on_is_no_denial_of_its_own() -> None:
    text = "“The lock is safe,” she began. It rained. Ida Holm went on at length."
    said = read(text, "“The lock is safe,”", "Ida Holm", "went on")
    assert phrasing.sentence(said) == "Ida Holm went on at length: “The lock is safe”."


def test_a_pronoun_within_a_whole_sentence_is_the_name_it_stands_for() -> None:
    text = "Ida Holm left. The lock, she suggested, had leaked since spring."
    said = read(text, ["The lock", "had leaked since spring"], "she", "suggested", "Ida Holm")
    assert (
        phrasing.sentence(said) == "As Sund Gazette writes: “The lock, [Ida Holm] suggested, had leaked since spring”."
    )


def test_whoever_a_whole_sentence_names_by_half_is_named_in_full() -> None:
    said = read("The envoy was told of the leak by pilots.", "the leak", "pilots", "told", "harbour pilots of Kell")
    assert phrasing.sentence(said) == (
        "As Sund Gazette writes: “The envoy was told of the leak by [harbour pilots of Kell]”."
    )
    text = "Ada Lunt, a harbour clerk, left. Seepage had doubled, Lunt said."
    said = read(text, "Seepage had doubled", "Lunt", "said", "Ada Lunt")
    assert phrasing.sentence(said) == (
        "As Sund Gazette writes: “Seepage had doubled, [Ada Lunt, a harbour clerk] said”."
    )


def test_whoever_a_whole_sentence_does_not_name_is_named_before_it() -> None:
    said = read("Pilots met. The envoy heard of the leak.", "the leak", "", "heard", "harbour pilots of Kell",
                ["harbour pilots of Kell"])  # fmt: skip
    assert phrasing.sentence(said).startswith("As Sund Gazette writes of harbour pilots of Kell: “")


def test_a_participle_behind_another_verb_is_no_predicate() -> None:
    text = "“Unity pays,” Ida Holm said in Kell, adding that the lock leaked."
    said = read(text, "the lock leaked", "Ida Holm", "adding")
    assert (
        phrasing.sentence(said)
        == "As Sund Gazette writes: “'Unity pays,' Ida Holm said in Kell, adding that the lock leaked”."
    )


@pytest.mark.parametrize(
    ("text", "content", "source", "cue"),
    [
        ("As Ida Holm recently put it, “The lock is doomed.”", "“The lock is doomed.”", "Ida Holm", "recently put it"),
        ("As many pilots, including Ida Holm, have noted, the lock leaks.", "the lock leaks", "including Ida Holm",
         "have noted"),
        ("The clerk withdrew her word, which Ida Holm said had rested on a slip.", "had rested on a slip", "Ida Holm",
         "said"),
        ("The difference, Ida Holm told the Mail on Friday, is that the lock leaks.", "is that the lock leaks",
         "Ida Holm", "told the Mail on Friday"),
        ("“We pay,” Ida Holm said, adding later, “We pay twice.”", "“We pay twice.”", "Ida Holm", "adding later"),
        ("“Hold the rope,” Ida Holm sings before asking, “Where to?”", "“Hold the rope,”", "Ida Holm", "sings"),
        ("Leo Berg was fined after Ida Holm allegedly took a boat.", "a boat", "Ida Holm", "allegedly took"),
        ("Back when she ran the yard, Ida Holm said that the lock was safe.", "the lock was safe", "Ida Holm", "said"),
        ("If the board agrees, Ida Holm says, the lock will close.", "the lock will close", "Ida Holm", "says"),
        ("Ida Holm's plans do nothing for the lock.", "nothing for the lock", "Ida Holm", "plans do"),
    ],
)  # fmt: skip
def test_a_clause_that_cannot_stand_behind_a_name_is_printed_in_its_sentence(
    text: str, content: str, source: str, cue: str
) -> None:
    said = read(text, content, source, cue)
    assert printed(said).form is Form.SENTENCE
    assert phrasing.sentence(said).startswith("As Sund Gazette writes: “")


def test_what_introduces_a_quotation_ends_with_its_sentence() -> None:
    text = "''The lock tells the truth,'' Ida Holm declared. ''It leaks. But it will hold.''"
    said = read(text, "But it will hold.''", "Ida Holm", "declared")
    assert phrasing.sentence(said) == "Ida Holm declared: “But it will hold”."


def test_a_day_before_the_verb_belongs_to_the_predicate() -> None:
    said = read("Ida Holm on Tuesday demanded that Kell pay.", "Kell pay", "Ida Holm", "demanded")
    assert phrasing.sentence(said) == "Ida Holm “on Tuesday demanded that Kell pay”."


def test_what_somebody_was_asked_is_not_what_he_said() -> None:
    said = read("“Nonsense,” Ida Holm replied when asked whether the lock leaked.", "the lock leaked", "Ida Holm",
                "replied", stance=Stance.DENIES)  # fmt: skip
    assert phrasing.sentence(said) == (
        "As Sund Gazette writes: “'Nonsense,' Ida Holm replied when asked whether the lock leaked”."
    )


def test_a_description_on_a_single_line_is_no_headline() -> None:
    text = "Two clerks at the Kell Yard Office met. They believe that the lock leaks."
    said = read(text, "the lock leaks", "They", "believe", "Two clerks at the Kell Yard Office")
    assert phrasing.sentence(said) == "Two clerks at the Kell Yard Office “believe that the lock leaks”."


def test_a_condition_within_a_quotation_is_none_of_the_claim() -> None:
    text = "“If the lock leaks, we close,” Ida Holm said. “Nobody has asked.”"
    said = read(text, "“Nobody has asked.”", "Ida Holm", "said")
    assert phrasing.sentence(said) == "Ida Holm said: “Nobody has asked”."


def test_a_headline_is_named_as_one() -> None:
    text = "Holm says lock 'doomed' after storm.\n\nIda Holm said that the lock was doomed."
    said = claim(Article("a", text, title="Holm says lock 'doomed' after storm", outlet="Mail"), "lock 'doomed'",
                 ["Holm"], "Ida Holm", source="Holm", cue="says")  # fmt: skip
    assert printed(said).form is Form.HEADLINE
    assert phrasing.sentence(said) == "Mail, in a headline: “[Ida Holm] says lock 'doomed' after storm”."


def test_an_author_who_says_we_is_named_as_who_writes() -> None:
    said = claim(Article("a", "We must drain the lock.", outlet="Mail", author="By Pia Lund. Email: pia@mail.example"),
                 "drain the lock", ["we"], "we", source="We", cue="must")  # fmt: skip
    assert phrasing.sentence(said) == "Pia Lund writes in Mail: “We must drain the lock”."


@pytest.mark.parametrize(
    ("text", "content", "shown"),
    [
        ("Ida Holm told Radio Sund that “they came because they were asked. What they do is play.” She left.",
         "they came because they were asked.", "Radio Sund that 'they came because they were asked'”."),
        ("Ida Holm called it “a rule, and a bad one” in May.", "“a rule, and a bad one", "called it 'a rule, and a"),
    ],
)  # fmt: skip
def test_a_quotation_is_not_cut(text: str, content: str, shown: str) -> None:
    said = read(text, content, "Ida Holm", "told" if "told" in text else "called it")
    assert shown in phrasing.sentence(said)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ('It is a tax" for the top', "“'It is a tax' for the top”"),
        ('told us that "they came. He', "“told us that 'they came. He'”"),
        ('"A," he said, "b"', "“'A,' he said, 'b'”"),
        ("he said ''hello'' to us", "“he said 'hello' to us”"),
    ],
)
def test_every_mark_within_a_quotation_has_its_partner(words: str, shown: str) -> None:
    assert quotation.marks(words) == shown


def test_a_quotation_of_several_paragraphs_keeps_no_stray_mark() -> None:
    assert quotation.unmarked('"Well, look.\n\n"But the truth is plain"') == "Well, look.\n\nBut the truth is plain"
    assert quotation.unmarked('By far"') == "By far"
    assert quotation.unmarked("'The lock,'") == "The lock"
    assert quotation.unmarked("‘The lock is safe’") == "The lock is safe"


def test_a_long_quotation_does_not_end_at_an_abbreviation() -> None:
    words = "The yard, " * 30 + "said Mrs. " + "Holm " * 60
    assert not quotation.marks(words).endswith("Mrs …”")


@pytest.mark.parametrize(
    ("text", "source", "speaker", "label"),
    [
        ("Another critic, Leo Berg, said the lock leaked.", "Another critic, Leo Berg,", "Leo Berg", "Leo Berg"),
        ("The agency’s director of tests, Ruth Eklund, said the lock leaked.", "The agency’s director of tests, Ruth "
         "Eklund,", "Ruth Eklund", "Ruth Eklund, director of tests,"),
        ("A board report released last year said the lock leaked.", "A board report released", "board report released",
         "A board report released last year"),
        ("A board report released last year said the lock leaked.", "A board report", "board report",
         "A board report released last year"),
        ("Gov. Tom Hale left. Hale said the lock leaked.", "Hale", "Tom Hale", "Gov. Tom Hale"),
        ("Kell’s harbour engineer, Ida Holm, left. Holm said the lock leaked.", "Holm", "Ida Holm",
         "Ida Holm, Kell’s harbour engineer,"),
        ("It came after rival Ida Holm left. Holm said the lock leaked.", "Holm", "Ida Holm", "Ida Holm"),
        ("The race between skipper Ida Holm and Leo Berg began. Holm said the lock leaked.", "Holm", "Ida Holm",
         "Skipper Ida Holm"),
        ("The plan’s author, Ivo Lund, a clerk by training and a poet by choice, said the lock leaked.", "The plan’s "
         "author, Ivo Lund, a clerk by training and a poet by choice,", "Ivo Lund", "The plan’s author, Ivo Lund, a "
         "clerk by training and a poet by choice,"),
        ("The crew, guests and pilots said the lock leaked.", "The crew, guests and pilots", "crew",
         "The crew, guests and pilots"),
        ("KELL -- Mayor Ida Holm left. Holm said the lock leaked.", "Holm", "Ida Holm", "Mayor Ida Holm"),
        ("KELL -- Ida Holm said the lock leaked.", "KELL -- Ida Holm", "KELL -- Ida Holm", "Ida Holm"),
        ("Ida Holm, who runs the lock, said the lock leaked.", "Ida Holm, who runs the lock,", "Ida Holm",
         "Ida Holm, who runs the lock,"),
        ("Ida Holm, who signed it, said the lock leaked.", "Ida Holm, who signed it,", "Ida Holm", "Ida Holm"),
        ("Dockers' union warns the port.\n\nThe dockers met. The union said the lock leaked.", "The union", "Dockers' "
         "union", "The dockers' union"),
        ("A survey of the Sund Fund came out. The fund said the lock leaked.", "The fund", "Sund Fund",
         "The Sund Fund"),
        ("The Kell Port clerk came. Later he said the lock leaked.", "he", "Kell Port clerk", "The Kell Port clerk"),
        ("Ida Holm’s yard is old. The yard said the lock leaked.", "The yard", "Ida Holm’s yard", "Ida Holm’s yard"),
        ("“No,” said Don Ekberg, who ran the board. Ekberg said the lock leaked.", "Ekberg", "Ekberg", "Don Ekberg"),
        ("Ekberg came. His wife Anna Ekberg left. Ekberg said the lock leaked.", "Ekberg", "Ekberg", "Ekberg"),
        ("Don Ekberg met Anna Ekberg. Ekberg said the lock leaked.", "Ekberg", "Ekberg", "Ekberg"),
    ],
)  # fmt: skip
def test_a_label_carries_what_a_reader_needs_and_no_more(text: str, source: str, speaker: str, label: str) -> None:
    said = read(text, "the lock leaked", source, "said", speaker)
    assert phrasing.sentence(said) == f"{label} “said the lock leaked”."


def test_an_owner_in_a_label_is_named() -> None:
    text = "Ivo Lund left. His lawyer said the lock leaked."
    said = read(text, "the lock leaked", "His lawyer", "said", "His lawyer", references=(("His", "Ivo Lund"),))
    assert phrasing.sentence(said) == "[Ivo Lund’s] lawyer “said the lock leaked”."


def test_who_reports_a_relation_without_a_name_stays_the_one_who_says_it() -> None:
    text = "Leo Berg left. A diver who did not want to be named said her cousin had told her that the lock leaked."
    said = read(text, "the lock leaked", "A diver who did not want to be named", "said", "Leo Berg",
                ["diver who did not want to be named", "her cousin"])  # fmt: skip
    assert phrasing.sentence(said).startswith("A diver who did not want to be named “said her cousin had told her")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A pilot, quoted by the Fjord Mail on Monday, said the lock leaked.",
         "A pilot, quoted by the Fjord Mail on Monday, “said the lock leaked”."),
        ("A pilot, moved by what the Fjord Mail wrote; he said the lock leaked.", "A pilot “said the lock leaked”."),
    ],
)  # fmt: skip
def test_a_relay_that_stands_behind_its_source_stays_there(text: str, shown: str) -> None:
    said = read(text, "the lock leaked", "A pilot", "said", "pilot", ["Fjord Mail", "pilot"], anonymous=True)
    assert phrasing.sentence(said) == shown


@pytest.mark.parametrize(
    ("behind", "printed_as"),
    [("among the crews", "[Ida Holm] among"), ("in Kell", "[Ida Holm] in"), ("the more", "[Ida Holm] the"),
     ("two boats", "[Ida Holm’s] two"), ("boats", "[Ida Holm’s] boats"), ("as mayor", "[Ida Holm] as")],
)  # fmt: skip
def test_her_owns_a_noun_or_nothing(behind: str, printed_as: str) -> None:
    text = f"Ida Holm won. Leo Berg said the vote for her {behind} was a lesson."
    said = read(text, f"the vote for her {behind} was a lesson", "Leo Berg", "said", references=(("her", "Ida Holm"),))
    assert printed_as in phrasing.sentence(said)


@pytest.mark.parametrize(
    ("text", "content", "cue", "shown"),
    [
        ("“The lock leaks,” Ida Holm said on the radio show “Sund Today.” It rained.", "“The lock leaks,”", "said",
         "Ida Holm said on the radio show 'Sund Today': “The lock leaks”."),
        ("Ida Holm has begun ''a rebuilding which took years. And it tires us.''", "''a rebuilding which took years. "
         "And it tires us.''", "has begun", "Ida Holm “has begun 'a rebuilding which took years. And it tires us'”."),
        ("The lock, as it was known, “was shut for years,” Ida Holm said.", "“was shut for years,”", "said",
         "As Sund Gazette writes: “The lock, as it was known, 'was shut for years,' Ida Holm said”."),
        ("So Ida Holm proposed a cheaper way: Dredge at night and save the fee.", "a cheaper way", "proposed",
         "Ida Holm “proposed a cheaper way: Dredge at night and save the fee”."),
        ("Ida Holm named the rust of the old gates as one of her reasons. “They are worn to the bone.”",
         "“They are worn to the bone.”", "named", "As Sund Gazette writes: “Ida Holm named the rust of the old gates "
         "as one of her reasons. 'They are worn to the bone'”."),
    ],
)  # fmt: skip
def test_nothing_is_cut_where_the_sentence_goes_on(text: str, content: str, cue: str, shown: str) -> None:
    assert phrasing.sentence(read(text, content, "Ida Holm", cue)) == shown


@pytest.mark.parametrize(
    ("text", "content", "source", "speaker", "shown"),
    [
        ("Ida Holm told me at the gate that the lock leaked.", "the lock leaked", "Ida Holm", "Ida Holm",
         "Pia Lund writes in Sund Gazette: “Ida Holm told me at the gate that the lock leaked”."),
        ("Ida Holm said we must mend the lock.", "we must mend the lock", "Ida Holm", "Ida Holm",
         "Pia Lund writes in Sund Gazette: “Ida Holm said we must mend the lock”."),
        ("Ida Holm said that “we must mend our lock”.", "that “we must mend our lock”", "Ida Holm", "Ida Holm",
         "Ida Holm “said that 'we must mend our lock'”."),
        ("Ida Holm said Save Our Lock and the US sent no aid.", "Save Our Lock and the US sent no aid", "Ida Holm",
         "Ida Holm", "Ida Holm “said Save Our Lock and the US sent no aid”."),
        ("Ida Holm said Leo Berg, I-Vt., served in World War I and left.", "Leo Berg, I-Vt., served in World War I and "
         "left", "Ida Holm", "Ida Holm", "Ida Holm “said Leo Berg, I-Vt., served in World War I and left”."),
        ("Ida Holm said what I’ve heard before.", "what I’ve heard before", "Ida Holm", "Ida Holm",
         "Pia Lund writes in Sund Gazette: “Ida Holm said what I’ve heard before”."),
    ],
)  # fmt: skip
def test_who_wrote_the_article_is_the_one_who_says_i(
    text: str, content: str, source: str, speaker: str, shown: str
) -> None:
    cue = "told" if "told" in text else "said"
    assert phrasing.sentence(read(text, content, source, cue, speaker)) == shown


@pytest.mark.parametrize(
    ("byline", "shown"),
    [
        ("By PIA LUND", "Pia Lund writes in Sund Gazette"),
        ("Pia Lund and Ivo Berg", "Pia Lund and Ivo Berg write in Sund Gazette"),
        ("By PIA LUND,Ivo Berg contributed research.", "Pia Lund writes in Sund Gazette"),
        ("Pia Lund, @pia, SUND GAZETTE", "Pia Lund writes in Sund Gazette"),
        ("Reuters", "As Sund Gazette writes"),
        (None, "As Sund Gazette writes"),
    ],
)
def test_a_byline_is_read_for_names(byline: str | None, shown: str) -> None:
    text = "Ida Holm told me that the lock leaked."
    said = claim(Article("a", text, outlet="Sund Gazette", author=byline), "the lock leaked", ["Ida Holm"], "Ida Holm",
                 source="Ida Holm", cue="told")  # fmt: skip
    assert phrasing.sentence(said) == f"{shown}: “Ida Holm told me that the lock leaked”."


@pytest.mark.parametrize(
    ("text", "content", "cue", "shown"),
    [
        ("For Ivo Berg, Ida Holm said it was about the lock.", "it was about the lock", "said",
         "As Sund Gazette writes: “For Ivo Berg, Ida Holm said it was about the lock”."),
        ("Ida Holm said she had a cold and called it a harmless one.", "a harmless one", "called",
         "As Sund Gazette writes: “Ida Holm said she had a cold and called it a harmless one”."),
        ("Ivo Berg lost the vote. Ida Holm called on him to resign.", "to resign", "called on",
         "Ida Holm “called on him to resign” (before it in the article: “Ivo Berg lost the vote”)."),
        ("Rain fell all day. Ida Holm made it clear that the lock leaked.", "that the lock leaked", "made it clear",
         "Ida Holm “made it clear that the lock leaked”."),
        ("Rain fell all day. Ida Holm showed how swift this current of rust runs.", "how swift this current of rust "
         "runs", "showed", "Ida Holm “showed how swift this current of rust runs”."),
    ],
)  # fmt: skip
def test_what_a_pronoun_means_stands_in_its_sentence_or_before_it(
    text: str, content: str, cue: str, shown: str
) -> None:
    said = read(text.replace("Ida Holm", "Mayor Ida Holm"), content, "Ida Holm", cue)
    assert phrasing.sentence(said).replace("Mayor ", "") == shown


def test_what_a_quotation_means_is_said_behind_its_source() -> None:
    end = "“This is the end of it,” said Ida Holm"
    text = f"Four in ten say so, a pollster wrote.\n\n{end}, speaking of the dredging."
    said = read(text, "“This is the end of it,”", "Ida Holm", "said")
    assert phrasing.sentence(said) == "Ida Holm, speaking of the dredging, said: “This is the end of it”."
    without = read(f"Four in ten say so, a pollster wrote.\n\n{end}.", "“This is the end of it,”", "Ida Holm", "said")
    assert phrasing.sentence(without).startswith("Ida Holm said: “This is the end of it” (before it")
    other = f"“Four in ten say so. {'Six of the ten do not say so at all. ' * 3}We asked a thousand.”\n\n{end}."
    assert phrasing.sentence(read(other, "“This is the end of it,”", "Ida Holm", "said")) == (
        "Ida Holm said: “This is the end of it”."
    )


@pytest.mark.parametrize(
    ("text", "source", "content", "shown"),
    [
        ("Ida Holm left. The truth, the mayor said then, was that the lock leaked.", "the mayor", "The truth was that "
         "the lock leaked", "The truth, [Ida Holm] said then, was that the lock leaked"),
        ("Ida Holm left. If the rain goes on, the mayor said, the lock leaks.", "the mayor", "the lock leaks",
         "If the rain goes on, [Ida Holm] said, the lock leaks"),
        ("Ida O'Neil left. When it rained, O'Neil said, the lock leaked.", "O'Neil", "the lock leaked",
         "When it rained, [Ida O’Neil] said, the lock leaked"),
        ("Ida Holm left. The truth, the union said then, was that the lock leaked.", "the union", "The truth was that "
         "the lock leaked", "The truth, the union said then, was that the lock leaked"),
    ],
)  # fmt: skip
def test_in_the_articles_sentence_a_person_is_called_by_the_name(
    text: str, source: str, content: str, shown: str
) -> None:
    speaker = "Ida O’Neil" if "Neil" in text else "Ida Holm"
    parts = ["The truth", "was that the lock leaked"] if content.startswith("The truth") else [content]
    said = read(text, parts, source, "said", speaker, [source.removeprefix("the ").removeprefix("The ")])
    assert phrasing.sentence(said) == f"As Sund Gazette writes: “{shown}”."


def test_a_pronoun_before_its_noun_points_nowhere_else() -> None:
    text = "Where is it to come from? In her first book, Ida Holm, asked for it, suggested selling the old lock."
    said = read(text, "selling the old lock", "Ida Holm", "asked")
    assert "Where is it" not in phrasing.sentence(said)


def test_a_long_label_keeps_its_article() -> None:
    source = f"A report on {'the old lock and ' * 6}the quay"
    said = read(f"{source} said the lock leaked.", "the lock leaked", source, "said", source[2:])
    assert phrasing.sentence(said) == f"{source} “said the lock leaked”."


def test_an_outlets_own_words_in_the_first_person_are_its_writers() -> None:
    own = claim(Article("a", "It was wet, as I saw on Friday.", outlet="Sund Gazette", author="Pia Lund"),
                "It was wet, as I saw on Friday", [], "Sund Gazette")  # fmt: skip
    assert phrasing.sentence(own) == "Pia Lund writes in Sund Gazette: “It was wet, as I saw on Friday”."


@pytest.mark.parametrize(
    ("begin", "shown"),
    [("So the mayor came, Ida Holm said.", "[T]he mayor came, Ida Holm said"),
     ("So wide is the leak, Ida Holm said.", "So wide is the leak, Ida Holm said"),
     ("However deep the lock, Ida Holm said.", "However deep the lock, Ida Holm said"),
     ("However, the lock is deep, Ida Holm said.", "[T]he lock is deep, Ida Holm said")],
)  # fmt: skip
def test_a_word_goes_only_where_it_joins_two_sentences(begin: str, shown: str) -> None:
    content = begin.split(", Ida Holm")[0]
    assert phrasing.sentence(read(begin, content, "Ida Holm", "said")) == f"As Sund Gazette writes: “{shown}”."


def test_a_headline_brings_nothing_in() -> None:
    text = "Holm asks for a report.\n\nThe lock at the old quay leaked all day. Leo Berg said this report was late."
    article = Article("a", text, title="Holm asks for a report", outlet="Mail")
    said = claim(article, "this report was late", ["Leo Berg"], "Leo Berg", source="Leo Berg", cue="said")
    assert phrasing.sentence(said).endswith("(before it in the article: “The lock at the old quay leaked all day”).")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ivo Berg won the vote. Through the night his friends said, as one, the lock was saved.",
         "Ivo Berg won the vote. Through the night his friends said, as one, the lock was saved"),
        ("Ivo Berg won the vote. At the house of Ida Holm her friends said, as one, the lock was saved.",
         "At the house of Ida Holm her friends said, as one, the lock was saved"),
    ],
)  # fmt: skip
def test_whose_friends_they_are_stands_before_or_in_the_sentence(text: str, shown: str) -> None:
    source = "his friends" if "his friends" in text else "her friends"
    said = read(text, "the lock was saved", source, "said", source)
    assert phrasing.sentence(said) == f"As Sund Gazette writes: “{shown}”."


def test_a_thing_is_no_reason_to_print_what_its_speaker_said_before() -> None:
    text = "Ida Holm, a spokeswoman for its fleet, said no boat had been near. The tender, she said, had hit a mine."
    said = read(text, ["The tender", "had hit a mine"], "she", "said", "Ida Holm", ["she"])
    assert phrasing.sentence(said).endswith(" writes: “The tender, [Ida Holm] said, had hit a mine”.")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("“It was so in May,” Ida Holm told a meeting, according to two clerks. “It is not so now.” She left.",
         "'It was so in May,' Ida Holm told a meeting, according to two clerks. 'It is not so now'"),
        ("“It was so in May,” Ida Holm told a meeting, according to two clerks. “It is not so now,” Leo Berg said.",
         "'It was so in May,' Ida Holm told a meeting, according to two clerks"),
        ("“It was so in May,” Ida Holm told a meeting, according to two clerks.\n\n“It is not so now.”",
         "'It was so in May,' Ida Holm told a meeting, according to two clerks"),
    ],
)  # fmt: skip
def test_a_quotation_in_a_sentence_goes_on_to_its_end(text: str, shown: str) -> None:
    said = read(text, "“It was so in May,”", "two clerks", "according to", "two clerks", anonymous=True)
    assert printed(said).form in (Form.SENTENCE, Form.QUOTATION)
    whole = read(text, ["“It was so in May,”", "told a meeting"], "two clerks", "according to", "two clerks",
                 anonymous=True)  # fmt: skip
    assert phrasing.sentence(whole) == f"As Sund Gazette writes: “{shown}”."


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("It rained.\n\nTHE DREDGING When he was young, Leo Berg said, the lock leaked.",
         "When he was young, Leo Berg said, the lock leaked"),
        ("The AZOV MARINA is old.\n\nAZOV MARINA Director, if asked, Leo Berg said, the lock leaked.",
         "AZOV MARINA Director, if asked, Leo Berg said, the lock leaked"),
        ("It rained. THE DREDGING When he was young, Leo Berg said, the lock leaked.",
         "THE DREDGING When he was young, Leo Berg said, the lock leaked"),
    ],
)  # fmt: skip
def test_a_heading_that_runs_into_a_paragraph_is_none_of_its_sentence(text: str, shown: str) -> None:
    assert phrasing.sentence(read(text, "the lock leaked", "Leo Berg", "said")) == f"As Sund Gazette writes: “{shown}”."


def test_a_question_before_its_speaker_is_of_his_sentence() -> None:
    text = (
        "“And then there is the lock. Well, who is to pay for it?” Holm asked, according to a transcript of the talk."
    )
    said = read(text, "“And then there is the lock. Well, who is to pay for it?”", "Holm", "asked, according to",
                "Holm", ["transcript of the talk", "Holm"], Stance.URGES)  # fmt: skip
    assert phrasing.sentence(said).startswith("As Sund Gazette writes: “'And then there is the lock.")


def test_a_verb_whose_object_stands_before_it_is_no_predicate_alone() -> None:
    text = "“Is the lock old?” Holm remarked, alluding to the leak of last May."
    said = read(text, "the leak of last May", "Holm", "remarked, alluding to")
    expected = "As Sund Gazette writes: “'Is the lock old?' Holm remarked, alluding to the leak of last May”."
    assert phrasing.sentence(said) == expected


def test_what_is_told_before_a_quotation_is_told_with_it() -> None:
    text = "Holm said the leak reminded the town of the great flood of 1969, explaining, “because nobody came.”"
    said = read(text, "“because nobody came.”", "Holm", "explaining")
    assert phrasing.sentence(said) == (
        "Holm “said the leak reminded the town of the great flood of 1969, explaining, 'because nobody came'”."
    )


@pytest.mark.parametrize("joint", ["Beyond that,", "But,", "Rather,", "For his part,"])
def test_a_joining_word_goes_before_a_sentence_of_its_own(joint: str) -> None:
    text = f"{joint} as the mayor put it, the lock had leaked for years."
    said = read(text, "the lock had leaked for years", "the mayor", "put it")
    assert phrasing.sentence(said).startswith("As Sund Gazette writes: “[A]s the mayor put it")


def test_no_colon_stands_behind_that() -> None:
    text = "Ida Holm tweeted after the second round of talks that “The lock is not yet safe.”"
    said = read(text, "“The lock is not yet safe.”", "Ida Holm", "tweeted")
    assert (
        phrasing.sentence(said) == "Ida Holm tweeted after the second round of talks that “The lock is not yet safe”."
    )
