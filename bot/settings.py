"""Environment and ``.env`` -> one typed object, read once at the entry of a process.

Every variable carries the prefix ``WHOCLAIMS_`` but those that other tools already know by their own name:
``OPENAI_API_KEY``, ``OPENAI_BASE_URL`` and ``DISCORD_TOKEN``. Secrets are ``SecretStr``: they print as stars.

A ``.env`` lies in whatever folder the program is started in, and may be anybody's: a key of the environment is not sent
to an address that only that file names (``Settings.check_model``, ``Settings.check_store``).
"""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import parse_qsl, unquote

from platformdirs import user_data_path
from pydantic import AliasChoices, BeforeValidator, Field, PrivateAttr, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot import env_file, redaction
from index.errors import SettingsError

PREFIX = "WHOCLAIMS_"
OFFLINE = "offline"
DEFAULT_HOSTED_MODEL = "openai:gpt-5-mini"

_PIECE = 4  # letters; a shorter piece of a password would blot out half of every line

LogLevel = Annotated[
    Literal["DEBUG", "INFO", "WARNING", "ERROR"],
    BeforeValidator(lambda value: value.strip().upper() if isinstance(value, str) else value),
]


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
    discord_guild_articles: int = Field(default=20_000, ge=1)
    discord_guild_claims: int = Field(default=1_000_000, ge=1)
    discord_user_articles: int = Field(default=2_000, ge=1)
    discord_user_claims: int = Field(default=100_000, ge=1)
    discord_article_characters: int = Field(default=400_000, ge=1, le=2_000_000)
    discord_retention_days: int = Field(default=30, ge=0)
    discord_health_file: Path | None = None

    feed_minutes: float = Field(default=0.0, ge=0, le=10_080)
    log_level: LogLevel = "INFO"
    langsmith: bool = False

    # Names of the variables whose value is the environment's, and PGPASSWORD, which PostgreSQL's own library reads.
    _environment: frozenset[str] = PrivateAttr(default=frozenset())

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The usual order; a ``.env`` that others may write is refused. Raises SettingsError."""
        given = getattr(dotenv_settings, "env_file", None)
        if given is not None:
            env_file.check(Path(given))
        return init_settings, env_settings, dotenv_settings

    def model_post_init(self, context: Any, /) -> None:
        """Note what came from the environment, while it is as it was read."""
        environment = {name.upper(): value for name, value in os.environ.items() if value}
        known = {"PGPASSWORD"} & environment.keys()
        for field, name in variables().items():
            value = getattr(self, field)
            plain = value.get_secret_value() if isinstance(value, SecretStr) else value
            if plain is not None and environment.get(name) == str(plain):
                known.add(name)
        self._environment = frozenset(known)

    def check_model(self) -> None:
        """Raises SettingsError where the hosted model's key would go to an address from a less trusted place."""
        if self.openai_base_url is not None:
            self._same_place("OPENAI_API_KEY", "OPENAI_BASE_URL")

    def check_store(self) -> None:
        """Raises SettingsError where a token or password would go to a server from a less trusted place."""
        if self.chroma_url is not None:
            self._same_place("WHOCLAIMS_CHROMA_TOKEN", "WHOCLAIMS_CHROMA_URL")
        if self.database_url is not None and not _passwords(self.database_url.get_secret_value()):
            self._same_place("PGPASSWORD", "WHOCLAIMS_DATABASE_URL")

    def _same_place(self, key: str, address: str) -> None:
        if key in self._environment and address not in self._environment:
            raise SettingsError(
                f"{key} comes from the environment and {address} does not: nothing is sent to an address that a .env "
                f"in the current folder names; set both in one place"
            )

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
        database = self.database_url.get_secret_value() if self.database_url is not None else None
        for address in (database, self.chroma_url, self.openai_base_url):
            found += _passwords(address) if address else []
        return tuple(sorted({one for one in found if one}, key=len, reverse=True))

    @cached_property
    def _written(self) -> tuple[str, ...]:
        return redaction.forms(self.secrets())

    def redacted(self, text: str) -> str:
        """``text`` with every secret blotted out. Cut a text only after this, or half a secret stays."""
        return redaction.redacted(text, self._written)


def _passwords(address: str) -> list[str]:
    """What may be the password of an address, in a user name's place or as a parameter."""
    bare, _, query = address.partition("?")
    found = [value for name, value in parse_qsl(query) if "password" in name.lower()]
    # Programs that take an address apart at the first @ name the rest of a password as a host.
    found += [piece for piece in _password(bare).split("@") if len(piece) >= _PIECE]
    for password in (_password(address), _password(bare)):  # a password may hold a question mark, a parameter an @
        found += [password, unquote(password)]
    return [one for one in found if one]


def _password(address: str) -> str:
    """Not by urlsplit: a password that holds a slash or colon unquoted is a secret too."""
    return (address.partition("://")[2] or address).rpartition("@")[0].partition(":")[2]


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
        given: dict[str, Any] = {name: value for name, value in overrides.items() if value is not None}
        given["_env_file_encoding"] = env_file.encoding(Path(".env"))
        return Settings(**given)
    except (UnicodeDecodeError, OSError) as error:
        raise SettingsError(f".env cannot be read: {' '.join(str(error).split())[:100]}") from None
    except ValidationError as error:
        names = variables()
        wrong = []
        for e in error.errors(include_url=False, include_input=False, include_context=False):
            where = str(e["loc"][0]) if e["loc"] else ""
            wrong.append(f"{names.get(where.lower(), where)}: {e['msg'].lower()}")
        raise SettingsError("settings: " + "; ".join(wrong)) from None
