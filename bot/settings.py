"""Environment and ``.env`` -> one typed object, read once at the entry of a process.

Every variable carries the prefix ``WHOCLAIMS_`` but those that other tools already know by their own name:
``OPENAI_API_KEY``, ``OPENAI_BASE_URL`` and ``DISCORD_TOKEN``. Secrets are ``SecretStr``: they print as stars.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote

from platformdirs import user_data_path
from pydantic import AliasChoices, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from index.errors import SettingsError

PREFIX = "WHOCLAIMS_"
OFFLINE = "offline"
DEFAULT_HOSTED_MODEL = "openai:gpt-5-mini"

LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]


def _foreign(name: str) -> Any:
    """A variable without the prefix; the field keeps its own name as a keyword argument too."""
    return AliasChoices(name)


class Settings(BaseSettings):
    """All that can be configured. Times are seconds, sizes are tokens unless a name says otherwise."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        populate_by_name=True,
        protected_namespaces=(),
    )

    data_dir: Path = Field(default_factory=lambda: user_data_path("whoclaims", appauthor=False))
    space: str = Field(default="default", min_length=1, max_length=200)
    database_url: SecretStr | None = None
    chroma_url: str | None = None
    chroma_token: SecretStr | None = None

    openai_api_key: SecretStr | None = Field(default=None, validation_alias=_foreign("OPENAI_API_KEY"))
    openai_base_url: str | None = Field(default=None, validation_alias=_foreign("OPENAI_BASE_URL"))
    model: str | None = None
    model_timeout: float = Field(default=30.0, gt=0, le=600)
    model_retries: int = Field(default=2, ge=0, le=10)
    token_budget: int = Field(default=6000, ge=500, le=1_000_000)

    discord_token: SecretStr | None = Field(default=None, validation_alias=_foreign("DISCORD_TOKEN"))
    discord_cooldown: float = Field(default=5.0, ge=0)
    discord_user_concurrency: int = Field(default=2, ge=1)
    discord_guild_concurrency: int = Field(default=8, ge=1)
    discord_guild_rate: int = Field(default=60, ge=1)
    discord_shard: int = Field(default=0, ge=0)
    discord_shard_count: int = Field(default=1, ge=1)
    discord_retention_days: int = Field(default=30, ge=0)
    discord_health_file: Path | None = None

    feed_minutes: float = Field(default=0.0, ge=0, le=10_080)
    log_level: LogLevel = "INFO"
    langsmith: bool = False

    @property
    def chosen_model(self) -> str:
        """The model that answers: the one named, else the hosted default where a key is set, else ``offline``."""
        if self.model:
            return self.model
        return DEFAULT_HOSTED_MODEL if self.openai_api_key else OFFLINE

    def secrets(self) -> tuple[str, ...]:
        """Every secret value that is set, passwords inside addresses among them; longer ones first, for redaction."""
        kept = (self.database_url, self.chroma_token, self.openai_api_key, self.discord_token)
        found = [s.get_secret_value() for s in kept if s is not None]
        for address in (*found[:1], self.chroma_url, self.openai_base_url):
            if address and "@" in address:
                # not urlsplit: a password that holds a slash or colon unquoted is a secret too
                password = (address.partition("://")[2] or address).rpartition("@")[0].partition(":")[2]
                found += [password, unquote(password)]
        return tuple(sorted({one for one in found if one}, key=len, reverse=True))

    def redacted(self, text: str) -> str:
        """``text`` with every secret blotted out. Cut a text only after this, or half a secret stays."""
        for secret in self.secrets():
            text = text.replace(secret, "***")
        return text


def variables() -> dict[str, str]:
    """Field name -> name of its environment variable."""
    names: dict[str, str] = {}
    for field, info in Settings.model_fields.items():
        alias = info.validation_alias
        names[field] = str(alias.choices[0]) if isinstance(alias, AliasChoices) else PREFIX + field.upper()
    return names


def load(**overrides: Any) -> Settings:
    """Read the environment and ``.env`` of the current folder; ``overrides`` (field names) win where not None.

    Raises SettingsError, one line that names each wrong variable and never shows its value.
    """
    try:
        return Settings(**{k: v for k, v in overrides.items() if v is not None})
    except ValidationError as error:
        names = variables()
        wrong = []
        for e in error.errors(include_url=False, include_input=False, include_context=False):
            where = str(e["loc"][0]) if e["loc"] else ""
            wrong.append(f"{names.get(where.lower(), where)}: {e['msg'].lower()}")
        raise SettingsError("settings: " + "; ".join(wrong)) from None
