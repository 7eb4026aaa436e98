"""The address of a Chroma server, which may name a tenant and a database."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

from index.errors import StoreError


class ServerAddress(NamedTuple):
    """Where a Chroma server is, and whose database there; tenant and database are None where they are not named."""

    scheme: str
    host: str
    port: int
    tenant: str | None
    database: str | None


def server_address(url: str) -> ServerAddress:
    """An address of the form http(s)://HOST[:PORT][/TENANT/DATABASE]. Raises StoreError, without a word of it: one may
    be a password."""
    parts = urlsplit(url)
    host = parts.hostname
    try:
        port = parts.port
    except ValueError:
        host = port = None
    if parts.scheme not in ("http", "https") or not host:
        raise StoreError("WHOCLAIMS_CHROMA_URL is not an http or https address")
    names = [one for one in parts.path.split("/") if one]
    if len(names) not in (0, 2):
        raise StoreError("WHOCLAIMS_CHROMA_URL has a path that is not /TENANT/DATABASE")
    tenant, database = names or (None, None)
    return ServerAddress(parts.scheme, host, port or (443 if parts.scheme == "https" else 8000), tenant, database)
