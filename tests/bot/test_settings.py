"""Settings: defaults, variables, errors, and that .env.example and the code hold together."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot import settings
from index.errors import SettingsError

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in settings.variables().values():
        monkeypatch.delenv(name, raising=False)


def test_the_example_file_names_every_variable_once_with_a_line_above() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf8").splitlines()
    named = [re.match(r"#?([A-Z_]+)=", line) for line in lines]
    found = [m.group(1) for m in named if m]
    assert sorted(found) == sorted(settings.variables().values())
    for i, match in enumerate(named):
        if match:
            assert re.match(r"# \S.{10,}", lines[i - 1]), f"{match.group(1)} has no line of explanation"


def test_the_defaults_in_the_example_file_are_the_defaults() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf8")
    defaults = settings.Settings()
    for field, name in settings.variables().items():
        shown = re.search(rf"^#{name}=(.+)$", text, re.M)
        if shown:
            value = getattr(defaults, field)
            typed = {"true": True, "false": False}.get(shown.group(1), shown.group(1))
            assert str(typed) in {str(value), str(value).removesuffix(".0")}, name


def test_a_copy_of_the_example_file_is_a_valid_env_file(tmp_path: Path) -> None:
    uncommented = re.sub(r"^#([A-Z])", r"\1", (ROOT / ".env.example").read_text(encoding="utf8"), flags=re.M)
    (tmp_path / ".env").write_text(uncommented, encoding="utf8")
    assert settings.load() == settings.Settings(_env_file=None)


def test_environment_beats_the_file_and_overrides_beat_both(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("WHOCLAIMS_SPACE=file\nWHOCLAIMS_LOG_LEVEL=ERROR\n", encoding="utf8")
    assert settings.load().space == "file"
    monkeypatch.setenv("WHOCLAIMS_SPACE", "environment")
    assert settings.load().space == "environment"
    assert settings.load(space="option").space == "option"
    assert settings.load(space=None).log_level == "ERROR"


def test_the_model_is_hosted_where_a_key_is_set_and_offline_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings.load().chosen_model == "offline"
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    assert settings.load().chosen_model == settings.DEFAULT_HOSTED_MODEL
    monkeypatch.setenv("WHOCLAIMS_MODEL", "offline")
    assert settings.load().chosen_model == "offline"


def test_a_wrong_value_is_one_line_that_names_the_variable_and_not_the_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHOCLAIMS_MODEL_TIMEOUT", "soon-secret")
    monkeypatch.setenv("WHOCLAIMS_LOG_LEVEL", "LOUD")
    with pytest.raises(SettingsError) as caught:
        settings.load()
    message = str(caught.value)
    assert "WHOCLAIMS_MODEL_TIMEOUT" in message
    assert "WHOCLAIMS_LOG_LEVEL" in message
    assert "\n" not in message
    assert "soon-secret" not in message


def test_secrets_do_not_print(monkeypatch: pytest.MonkeyPatch) -> None:
    planted = {
        "OPENAI_API_KEY": "sk-planted",
        "DISCORD_TOKEN": "planted-token",
        "WHOCLAIMS_CHROMA_TOKEN": "planted-chroma",
        "WHOCLAIMS_DATABASE_URL": "postgresql://u:planted-password@h/d",
    }
    for name, value in planted.items():
        monkeypatch.setenv(name, value)
    loaded = settings.load()
    assert "planted" not in repr(loaded) + str(loaded) + str(loaded.model_dump())
    assert sorted(loaded.secrets()) == sorted([*planted.values(), "planted-password"])


def test_passwords_inside_addresses_are_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHOCLAIMS_CHROMA_URL", "https://me:pass%2Fword@chroma.example:8000")
    monkeypatch.setenv("OPENAI_BASE_URL", "https://me:un/quo:ted@proxy.example/v1")
    loaded = settings.load()
    assert set(loaded.secrets()) == {"pass%2Fword", "pass/word", "un/quo:ted"}
    assert loaded.redacted("failed at https://me:pass%2Fword@chroma.example: un/quo:ted") == (
        "failed at https://me:***@chroma.example: ***"
    )
    monkeypatch.setenv("OPENAI_BASE_URL", "me:no-scheme@proxy.example/v1")
    assert "no-scheme" in settings.load().secrets()
