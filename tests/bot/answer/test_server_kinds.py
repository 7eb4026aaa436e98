"""Servers as people run them: each dialect of the protocol is answered by the model, not by the fallback."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from bot.answer import hosted_model
from bot.answer.asker import Asker
from bot.answer.hosted_model import Mode, provider_of
from bot.settings import Settings
from index.errors import SettingsError
from tests.bot.answer.test_hosted_model import QUESTION, asker, good, mayor, space
from tests.stand_ins.openai_server import Reply, Sent, completion, serve

Body = dict[str, Any]
SSE = "text/event-stream"


def event(value: object) -> bytes:
    return f"data: {value if isinstance(value, str) else json.dumps(value)}\n\n".encode()


def delta(**fields: Any) -> dict[str, Any]:
    return {"id": "c", "choices": [{"index": 0, "delta": fields, "finish_reason": None}]}


def refuses(*kinds: str) -> Callable[[Body], Sent | None]:
    """A server that answers 400 where a request asks for one of these forms."""

    def raw(body: Body) -> Sent | None:
        form = body.get("response_format", {}).get("type") or ("tools" if body.get("tools") else "plain")
        return Sent([b'{"error": {"message": "not supported"}}'], 400) if form in kinds else None

    return raw


def says(make: Callable[[Body], bytes | list[bytes]], kind: str = "application/json") -> Callable[[Body], Sent]:
    """A server that sends what ``make`` gives for each request."""

    def raw(body: Body) -> Sent:
        made = make(body)
        return Sent(made if isinstance(made, list) else [made], kind=kind)

    return raw


def message(text: Callable[[Body], str], **more: Any) -> Callable[[Body], bytes]:
    return lambda body: json.dumps(completion({"role": "assistant", "content": text(body), **more})).encode()


def tools_only(body: Body) -> Sent:
    if not body.get("tools"):
        return Sent([b'{"error": {"message": "use tools"}}'], 422)
    call = {"id": "1", "type": "function", "function": {"name": "choose", "arguments": good(body)}}
    made = completion({"role": "assistant", "content": None, "tool_calls": [call]}, "tool_calls")
    return Sent([json.dumps(made).encode()])


def ignores_the_schema(body: Body) -> bytes:
    if body.get("response_format") or body.get("tools"):
        return message(lambda _: "The mayor says that it was safe.")(body)
    return message(good)(body)


KINDS: dict[str, Callable[[Body], Sent | None]] = {
    "as documented": lambda body: None,
    "refuses json_schema": refuses("json_schema"),
    "refuses json_schema and tools": refuses("json_schema", "tools"),
    "plain text alone": refuses("json_schema", "tools", "json_object"),
    "tools alone": tools_only,
    "ignores the schema": says(ignores_the_schema),
    "thinks aloud": says(message(lambda body: f"<think>[1] or {{2}}?</think>\n{good(body)}")),
    "a thought never closed before": says(message(lambda body: f"<thinking>hm</thinking>{good(body)}")),
    "reasoning in a field": says(message(good, reasoning_content="perhaps [9]", reasoning="hm")),
    "a code fence": says(message(lambda body: f"```json\n{good(body)}\n```")),
    "talks around it": says(message(lambda body: f"Sure! Here it is: {good(body)} Anything else?")),
    "content in parts": says(
        lambda body: json.dumps(
            completion({"role": "assistant", "content": [{"type": "text", "text": good(body)}]})
        ).encode()
    ),
    "no usage, no id": says(
        lambda body: json.dumps({"choices": [{"message": {"content": good(body), "role": "assistant"}}]}).encode()
    ),
    "streams unasked": says(
        lambda body: [event(delta(role="assistant")), event(delta(content=good(body))), event("[DONE]")], SSE
    ),
    "streams without roles or an end": says(
        lambda body: [
            *[event(delta(content=ch)) for ch in good(body)],
            event({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}),
        ],
        SSE,
    ),
    "empty and delta-less chunks": says(
        lambda body: [
            event({"choices": [], "prompt_filter_results": [{"prompt_index": 0}]}),
            event({"choices": [{"index": 0, "finish_reason": None}]}),
            event("not JSON"),
            b": a comment\n\n",
            event(delta(content=good(body))),
            event({"choices": [], "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}}),
            event("[DONE]"),
        ],
        SSE,
    ),
    "a tool call in a stream": says(
        lambda body: [
            event(delta(tool_calls=[{"index": 0, "function": {"name": "choose", "arguments": good(body)[:20]}}])),
            event(delta(tool_calls=[{"index": 0, "function": {"arguments": good(body)[20:]}}])),
            event("[DONE]"),
        ],
        SSE,
    ),
    "prose with other brackets": says(message(lambda body: f"The mayor【{mayor(body)}】.")),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_the_model_answers_and_not_the_fallback(kind: str) -> None:
    with serve(Reply(good, raw=KINDS[kind])) as server:
        answer = asker(server, retries=0).ask(space(), QUESTION)
    assert answer.model == "openai:stand-in", answer.notes
    assert "Bram Tosk, “said that the bridge was safe" in answer.answer


@pytest.mark.parametrize("first", ["an error in the stream", "an error with status 200", "cut", "busy until a date"])
def test_a_failure_that_passes_is_tried_again(first: str) -> None:
    broken = {
        "an error in the stream": Sent([event(delta(content="{")), event({"error": {"message": "busy"}})], kind=SSE),
        "an error with status 200": Sent([b'{"error": {"message": "loading model"}}'], 503),
        "cut": Sent([event(delta(content="{"))], kind=SSE),
        "busy until a date": Sent(
            [b"{}"], 429, headers={"Retry-After": time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime())}
        ),
    }[first]  # fmt: skip
    with serve(Reply(raw=lambda body: broken), Reply(good)) as server:
        answer = asker(server, retries=2).ask(space(), QUESTION)
    assert answer.model == "openai:stand-in", answer.notes


def test_the_first_reply_may_take_longer_than_later_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hosted_model, "FIRST_SECONDS", 30.0)
    with serve(Reply(good, raw=refuses("json_schema")), Reply(good, hang=0.6), Reply(good)) as server:
        answer = asker(server, retries=1, timeout=0.5).ask(space(), QUESTION)
    assert answer.model == "openai:stand-in", answer.notes


def test_what_a_server_takes_is_remembered_and_told_once() -> None:
    with serve(Reply(good, raw=refuses("json_schema"))) as server:
        asking = asker(server, retries=0)
        notes = [asking.ask(space(), QUESTION).notes for _ in range(3)]
        forms = [request.get("response_format", {}).get("type") for request in server.requests]
    assert forms[0] == "json_schema"
    assert "json_schema" not in forms[1:]
    assert [len(each) for each in notes] == [1, 0, 0]
    assert str(Mode.TOOL) in notes[0][0] or str(Mode.JSON_OBJECT) in notes[0][0]


def test_a_server_that_drips_for_ever_holds_nobody() -> None:
    drips = Sent([b": still there\n\n"] * 10_000, kind=SSE, pause=0.05)
    before = threading.active_count()
    with serve(Reply(raw=lambda body: drips)) as server:
        begun = time.monotonic()
        answer = asker(server, retries=0, timeout=0.4).ask(space(), QUESTION)
        assert time.monotonic() - begun < 20
    assert answer.model == "offline"
    assert "did not answer in time" in " ".join(answer.notes)
    assert all(t.daemon for t in threading.enumerate() if t.name == "hosted model")
    assert threading.active_count() <= before + 3


def test_a_flood_is_cut_off() -> None:
    flood = Sent([event(delta(content="x" * 60_000))] * 100, kind=SSE)
    with serve(Reply(raw=lambda body: flood)) as server:
        answer = asker(server, retries=0).ask(space(), QUESTION)
    assert answer.model == "offline"


def named(model: str | None, key: str | None = None, base: str | None = None) -> Settings:
    return Settings(_env_file=None, model=model, openai_api_key=key, openai_base_url=base)


@pytest.mark.parametrize(
    ("settings", "provider", "model"),
    [
        (named("llama3.1:8b", base="http://127.0.0.1:1/v1"), "openai", "llama3.1:8b"),
        (named("openai:llama3.1:8b", base="http://127.0.0.1:1/v1"), "openai", "llama3.1:8b"),
        (named("some-model", "k"), "openai", "some-model"),
        (named("anthropic:claude"), "anthropic", "claude"),
    ],
)
def test_a_colon_that_is_no_provider_belongs_to_the_model(settings: Settings, provider: str, model: str) -> None:
    assert provider_of(settings) == (provider, model)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (named("foo:bar", "k"), "write openai:MODEL, or set OPENAI_BASE_URL"),
        (named("openai:", "k"), "the model's name is missing"),
        (named("gpt-x"), "needs OPENAI_API_KEY"),
        (named("gpt-x", "sk-a\nb"), "on one line"),
    ],
)
def test_what_cannot_serve_is_told_at_the_start_in_one_line(settings: Settings, said: str) -> None:
    with pytest.raises(SettingsError, match=said) as caught:
        Asker(settings)
    assert "\n" not in str(caught.value)
    assert "sk-a" not in str(caught.value)


def test_a_key_with_a_line_end_is_sent_without_it_and_no_key_is_no_fault_on_an_own_server() -> None:
    with serve(Reply(good)) as server:
        for key in ("sk-planted\n", None):
            settings = named("stand-in", key, server.url)
            assert Asker(settings).ask(space(), QUESTION).model == "stand-in"
        sent = [{k.lower(): v for k, v in h.items()}["authorization"] for h in server.headers]
    assert sent[0] == "Bearer sk-planted"


def test_a_socks_proxy_without_its_package_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("httpx")
    for name in ("ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "socks5://127.0.0.1:9")
    try:
        import socksio  # noqa: F401
    except ImportError:
        with pytest.raises(SettingsError, match="SOCKS proxy"):
            Asker(named("stand-in", "k", "http://model.example/v1")).ask(space(), QUESTION)
    else:
        pytest.skip("the package is installed")


def test_doctor_asks_the_model_once_and_says_in_which_form_it_answered() -> None:
    from bot.cli.checks import Health, model_check

    right = '{"nothing_answers": false, "pieces": [{"n": 1, "role": "answers", "group": 1}]}'
    with serve(Reply(right, raw=refuses("json_schema"))) as server:
        found = model_check(named("stand-in", "k", server.url))
    assert found.health is Health.OK
    assert "through a tool call" in found.words or "through a JSON object" in found.words
    with serve(Reply("hello")) as server:
        assert model_check(named("stand-in", "k", server.url)).health is Health.BAD
    with serve(Reply(status=401)) as server:
        assert "refused the key" in model_check(named("stand-in", "sk-planted", server.url)).words
    assert model_check(named("offline")).health is Health.OFF
