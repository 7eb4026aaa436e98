"""The hosted model over the wire: the real client against a local server, in order and in every failure."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from pydantic import SecretStr

from bot.answer.asker import Asker, as_json
from bot.answer.prompting import read_prompt
from bot.settings import Settings
from tests.bot.fake_space import FakeSpace
from tests.bot.sample import claims
from tests.stand_ins.openai_server import Reply, Server, serve

KEY = "sk-planted-secret-key"
QUESTION = "Who says the bridge was safe for 3,000 cars a day?"


def asker(server: Server, retries: int = 1, timeout: float = 10.0, budget: int = 6000) -> Asker:
    """An asker whose hosted model is the stand-in."""
    settings = Settings(
        _env_file=None,
        openai_api_key=SecretStr(KEY),
        openai_base_url=server.url,
        model="openai:stand-in",
        model_retries=retries,
        model_timeout=timeout,
        token_budget=budget,
    )
    return Asker(settings)


def space() -> FakeSpace:
    """The invented claims."""
    return FakeSpace(claims())


def items(body: dict[str, Any]) -> list[dict[str, Any]]:
    """The evidence items of a request."""
    return read_prompt(body["messages"][-1]["content"])[2]


def good(body: dict[str, Any]) -> str:
    """A right choice from the evidence in the request."""
    return json.dumps({"nothing_answers": False, "pieces": [{"n": mayor(body), "role": "answers", "group": 1}]})


def mayor(body: dict[str, Any]) -> int:
    """The number of the mayor's own claim."""
    return int(next(i["n"] for i in items(body) if i["says"].startswith("The mayor of Kell, Bram Tosk")))


def test_a_structured_choice_is_verified_and_its_usage_told() -> None:
    with serve(Reply(good)) as server:
        answer = asker(server).ask(space(), QUESTION)
        request, headers = server.requests[0], {k.lower(): v for k, v in server.headers[0].items()}
    assert answer.model == "openai:stand-in"
    assert answer.notes == ()
    assert answer.answer.startswith("The mayor of Kell, Bram Tosk, “said that the bridge was safe")
    assert as_json(answer)["usage"] == {"input_tokens": 321, "output_tokens": 45}
    assert request["path"] == "/v1/chat/completions"
    assert not request.get("stream")
    assert request["response_format"]["type"] == "json_schema"
    assert request["response_format"]["json_schema"]["strict"] is True
    assert headers["authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize(
    ("replies", "said", "calls"),
    [
        ([Reply(status=401, message=f"Incorrect API key provided: {KEY}")], "it refused the key", 1),
        ([Reply(status=429, headers={"Retry-After": "0.05"})], "it has too many requests", 2),
        ([Reply(status=500, message="organisation org-secret of jane@corp.example")], "an error .500.", 2),
        ([Reply(good, cut=1)], "cannot be reached, or broke off", 2),
        ([Reply("{ this is not JSON")], "chose nothing", None),
        ([Reply('{"abstained": "perhaps"}')], "chose nothing", None),
        ([Reply("", refusal="I will not.")], "it refused to answer", 1),
        ([Reply(good, hang=30.0)], "it did not answer in time", None),
    ],
    ids=["401", "429", "500", "cut", "malformed JSON", "wrong JSON", "refusal", "hang"],
)
def test_after_a_failure_the_offline_model_answers_and_the_notes_say_so(
    replies: list[Reply], said: str, calls: int | None
) -> None:
    with serve(*replies) as server:
        hang = any(r.hang for r in replies)
        answer = asker(server, retries=1, timeout=0.4 if hang else 10.0).ask(space(), QUESTION)
        made = len(server.requests)
    assert answer.model == "offline"
    assert not answer.abstained
    assert "Bram Tosk" in answer.answer
    note = " ".join(answer.notes)
    assert "the offline model chose" in note or "shown is what the search found" in note
    assert re.search(said, note, re.I), note
    assert KEY not in json.dumps(as_json(answer))
    assert "secret" not in note
    assert "\n" not in note
    if calls is not None:
        assert made == calls


@pytest.mark.parametrize(
    "first",
    [Reply(status=429, headers={"Retry-After": "0.05"}), Reply(status=500), Reply(good, cut=1), Reply("{")],
    ids=["429", "500", "cut stream", "malformed JSON"],
)
def test_a_failure_that_passes_is_tried_again(first: Reply) -> None:
    with serve(first, Reply(good)) as server:
        answer = asker(server).ask(space(), QUESTION)
        made = len(server.requests)
    assert answer.model == "openai:stand-in"
    assert made == 2


def test_invented_numbers_and_words_are_left_out() -> None:
    def invented(body: dict[str, Any]) -> str:
        piece = {"n": mayor(body), "role": "other_side", "group": 1, "text": "Bram Tosk denies “cheese”"}
        return json.dumps({"nothing_answers": False, "pieces": [{"n": 42, "role": "answers", "group": 1}, piece]})

    with serve(Reply(invented)) as server:
        answer = asker(server).ask(space(), QUESTION)
    assert [s.text for s in answer.statements] == [
        "The mayor of Kell, Bram Tosk, “said that the bridge was safe for 3,000 cars a day”."
    ]
    assert "cheese" not in answer.answer
    assert any("not given (42)" in note for note in answer.notes)


def test_prose_that_cites_is_read_for_its_numbers() -> None:
    with serve(Reply(lambda body: f"Bram Tosk says it is perfectly safe【{mayor(body)}】.")) as server:
        answer = asker(server).ask(space(), QUESTION)
    assert answer.model == "openai:stand-in"
    assert "perfectly" not in answer.answer
    assert "Bram Tosk, “said that the bridge was safe" in answer.answer


def test_prose_without_numbers_is_no_plain_no() -> None:
    with serve(Reply("The bridge is fine.")) as server:
        answer = asker(server).ask(space(), QUESTION)
    assert answer.model == "offline"
    assert not answer.abstained
    assert any("chose nothing that can be used" in note for note in answer.notes)


NOTHING = '{"nothing_answers": true, "pieces": []}'


def test_a_no_is_told_beside_what_the_search_is_sure_of() -> None:
    with serve(Reply(NOTHING)) as server:
        answer = asker(server).ask(space(), QUESTION)
    assert not answer.abstained
    assert any("found no answer; shown is what the search found" in note for note in answer.notes)


def test_a_no_is_believed_where_the_search_is_not_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.answer.asker.CLEAR", 1.1)
    with serve(Reply(NOTHING)) as server:
        answer = asker(server).ask(space(), QUESTION)
    assert answer.abstained
    assert answer.citations == ()
    assert answer.model == "openai:stand-in"


def test_the_token_budget_bounds_what_is_sent() -> None:
    asked = "Is it true that the bridge was safe for 3,000 cars a day?"
    with serve(Reply('{"nothing_answers": false, "pieces": [{"n": 1, "role": "answers", "group": 1}]}')) as server:
        asker(server).ask(space(), asked)
        small = asker(server, budget=900).ask(space(), asked)
        whole, cut = (len(items(r)) for r in server.requests)
        sent = sum(len(m["content"]) for m in server.requests[1]["messages"])
    assert cut < whole
    assert any("fit the token budget" in n for n in small.notes)
    assert sent / 3.5 < 900


def test_a_named_model_without_a_key_is_one_clear_line() -> None:
    from index.errors import SettingsError

    with pytest.raises(SettingsError, match="OPENAI_API_KEY"):
        Asker(Settings(_env_file=None, model="openai:gpt-5-mini")).ask(space(), QUESTION)


def test_a_providers_words_go_to_the_log_redacted_and_to_no_reader(caplog: pytest.LogCaptureFixture) -> None:
    refused = Reply(status=401, message=f"Incorrect API key provided: {KEY}. Organisation org-7 of jane@corp.example.")
    with serve(refused) as server:
        notes = " ".join(asker(server).ask(FakeSpace(claims()), QUESTION).notes)
    reference = re.search(r"reference ([0-9a-f]{8})", notes)
    assert reference
    assert "org-7" not in notes
    assert reference[1] in caplog.text
    assert "Incorrect API key" in caplog.text
    assert KEY not in caplog.text
