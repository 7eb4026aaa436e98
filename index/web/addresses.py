"""Which hosts and addresses of the web may be read: nothing that only this machine or its network can reach.

URLs come from strangers; without this they could make the host that runs the bot read its own network for them
(server-side request forgery). Pure functions; index/web/fetch.py applies them to every hop.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from index.errors import FetchError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

PORTS = frozenset({80, 443, 8080, 8443})  # where news is served; others belong to other services
MAX_URL = 2_000
OWN_NETWORK = frozenset({"a loopback address", "a private address", "not a public address"})
"""Reasons of ``refusal`` that the user of this machine may set aside for a host of his own."""

# Public by registry, yet answered by the cloud host itself.
_METADATA = frozenset({ipaddress.ip_address("168.63.129.16"), ipaddress.ip_address("192.0.0.192")})
_NAT64 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/96"))
_NAT64_OWN = ipaddress.ip_network("64:ff9b:1::/48")  # may hold the IPv4 address elsewhere than at its end
_COMPATIBLE = ipaddress.ip_network("::/96")
_USER = re.compile(r"(?<=://)[^/?#\\]*@")
_SITE_LOCAL = ipaddress.ip_network("fec0::/10")


@dataclass(frozen=True, slots=True)
class Target:
    """A URL taken apart and found acceptable in form; ``host`` is in ASCII, without brackets."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def url(self) -> str:
        """The URL in one normal form, without fragment."""
        usual = (self.scheme, self.port) in (("http", 80), ("https", 443))
        return f"{self.scheme}://{self.netloc if not usual else self.bare}{self.path}"

    @property
    def bare(self) -> str:
        """The host as a URL writes it."""
        return f"[{self.host}]" if ":" in self.host else self.host

    @property
    def netloc(self) -> str:
        """Host and port as a URL writes them."""
        return f"{self.bare}:{self.port}"


def without_user(url: str) -> str:
    """``url`` as it may be shown: without a user name and password."""
    return _USER.sub("***@", url)


def target(url: str, ports: frozenset[int] | None = PORTS) -> Target:
    """Take a URL apart; ``ports`` None is any.

    Raises FetchError for other schemes, user names, odd ports and hosts in disguise.
    """
    bare = without_user(url)
    shown = repr(bare if len(bare) <= 100 else bare[:100] + "…")
    if len(url) > MAX_URL:
        raise FetchError(f"{shown}: longer than {MAX_URL} characters")
    # Programs disagree about what these mean, so a check and a request could see different hosts.
    if any(c in url for c in "\\ ") or any(not c.isprintable() for c in url):
        raise FetchError(f"{shown}: holds a character that no URL has")
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname
    except ValueError:
        raise FetchError(f"{shown}: not a valid URL") from None
    scheme = parts.scheme.lower()
    if scheme not in ("http", "https"):
        raise FetchError(f"{shown}: only http and https are read")
    if "@" in parts.netloc:
        raise FetchError(f"{shown}: a URL with a user name is not read")
    if not host:
        raise FetchError(f"{shown}: names no host")
    number = port if port is not None else 443 if scheme == "https" else 80
    if ports is not None and number not in ports:
        raise FetchError(f"{shown}: port {number} is not read")
    path = _ascii(parts.path or "/") + (f"?{_ascii(parts.query)}" if parts.query else "")
    found = Target(scheme, _host(host, shown), number, path)
    if len(found.url) > MAX_URL:
        raise FetchError(f"{shown}: longer than {MAX_URL} characters once its other letters are escaped")
    return found


def _ascii(part: str) -> str:
    from urllib.parse import quote

    return quote(part, safe="/%:@!$&'()*+,;=~-._?[]|")


def _host(host: str, shown: str) -> str:
    if ":" in host:
        try:
            if "%" in host:
                raise ValueError("a zone is a matter of this machine's own network")
            return str(ipaddress.IPv6Address(host))
        except ValueError:
            raise FetchError(f"{shown}: not a valid IPv6 address") from None
    import idna

    if not host.strip("."):
        raise FetchError(f"{shown}: names no host")
    try:
        name = idna.encode(host.rstrip("."), uts46=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError):
        # Names with an underscore are in use and no IDNA; all else is refused.
        name = host.rstrip(".").lower()
        if not name.isascii() or not all(c.isalnum() or c in "-_." for c in name) or "" in name.split("."):
            raise FetchError(f"{shown}: not a valid host name") from None
    last = name.rsplit(".", 1)[-1]
    if last.isdigit() or last.startswith("0x"):
        # 2130706433, 0x7f.1, 0177.0.0.1: old spellings of addresses, of use to nobody but a trickster.
        try:
            return str(ipaddress.IPv4Address(name))
        except ValueError:
            raise FetchError(f"{shown}: an address is read in the form 192.0.2.1 only") from None
    return name


def refusal(address: str) -> str | None:
    """Why this address may not be read, or None where it is an ordinary one of the public network."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return "not an address"
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.scope_id is not None:
            return "a link-local address"
        inner = _embedded(ip)
        if inner is not None:
            return _plain(inner)
        if ip in _SITE_LOCAL or ip in _NAT64_OWN:
            return "a private address"
    return _plain(ip)


def _embedded(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that a translating network would really reach."""
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    if ip.sixtofour is not None:
        return ip.sixtofour
    if ip.teredo is not None:
        return ip.teredo[1]
    if any(ip in network for network in _NAT64) or (ip in _COMPATIBLE and int(ip) > 1):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return None


def _plain(ip: Address) -> str | None:
    kinds = (
        (ip in _METADATA, "a cloud's metadata address"),
        (ip.is_loopback, "a loopback address"),
        (ip.is_link_local, "a link-local address"),
        (ip.is_multicast, "a multicast address"),
        (ip.is_unspecified, "the unspecified address"),
        (ip.is_private, "a private address"),
        (ip.is_reserved, "a reserved address"),
        (not ip.is_global, "not a public address"),
    )
    return next((name for holds, name in kinds if holds), None)
