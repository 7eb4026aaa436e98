"""Nothing secret and nothing asked stands in a log line."""

from __future__ import annotations

import json
import logging
import sys

from bot.discord.logs import JsonFormatter


def formatted(
    text: str, *given: object, messages: bool = False, error: Exception | None = None, **fields: object
) -> str:
    record = logging.LogRecord("discord.http", logging.WARNING, "x.py", 1, text, given, None)
    record.fields = fields
    if error is not None:
        try:
            raise error
        except Exception:
            record.exc_info = sys.exc_info()
    return JsonFormatter(["hunter2"], messages=messages).format(record)


def test_a_line_is_json_with_its_fields() -> None:
    body = json.loads(formatted("done in %s", 3, space="guild-1", age=0.5))
    assert body["event"] == "done in 3"
    assert (body["space"], body["age"], body["level"]) == ("guild-1", 0.5, "WARNING")


def test_secrets_and_interaction_tokens_are_blotted_out() -> None:
    url = "https://discord.com/api/v10/webhooks/900000000000000001/aW50ZXJhY3Rpb246abc-_.def/messages/@original"
    line = formatted("We are being rate limited. %s responded", url, password="hunter2")
    assert "aW50ZXJhY3Rpb24" not in line
    assert "hunter2" not in line
    assert "/webhooks/900000000000000001/[hidden]/messages/@original" in line
    callback = formatted("POST https://discord.com/api/v10/interactions/12/secretsecret/callback")
    assert "secretsecret" not in callback
    token = "MTE1NjQ4MDQ2NDY0MDQ2NDY0.GaBcDe.abcdefghijklmnopqrstuvwxyz0123456789"
    assert token not in formatted("token %s", token)


def test_a_secret_is_blotted_out_in_the_form_that_json_gives_it() -> None:
    secret = 'one"two\\three'
    record = logging.LogRecord("a", logging.WARNING, "x.py", 1, "failed at %s", (secret,), None)
    line = JsonFormatter([secret], messages=False).format(record)
    assert json.loads(line)["event"] == "failed at [hidden]"


def test_a_line_steers_no_terminal() -> None:
    line = formatted("feed \x9b31m\u202e")
    assert line.isascii()
    assert json.loads(line)["event"] == "feed \x9b31m\u202e"


def test_an_exception_tells_type_and_place_but_its_message_at_debug_level_only() -> None:
    line = formatted("failed", error=ValueError("Who stole the peacock?"))
    assert "ValueError" in line
    assert "test_logs.py" in line
    assert "peacock" not in line
    assert "peacock" in formatted("failed", error=ValueError("Who stole the peacock?"), messages=True)
