"""Which URLs and addresses are refused."""

from __future__ import annotations

import pytest

from index.errors import FetchError
from index.web.addresses import refusal, target


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "169.254.169.254",
        "169.254.1.1", "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.192", "192.0.2.1", "198.18.0.1",
        "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "::", "::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::7f00:1", "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1", "64:ff9b:1:a9fe:a9:fe00:808:808",
        "2002:7f00:1::", "2002:a9fe:a9fe::1", "2002:c0a8:101::",
        "2001:0:4136:e378:8000:63bf:5601:5601", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd00:ec2::254",
        "ff02::1", "2001:db8::1", "100::1", "nonsense", "",
    ],
)  # fmt: skip
def test_addresses_that_are_refused(address: str) -> None:
    assert refusal(address)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "1.1.1.1", "2606:4700:4700::1111", "64:ff9b::101:101", "::ffff:1.1.1.1"]
)
def test_public_addresses_are_read(address: str) -> None:
    assert refusal(address) is None


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example/", "file:///etc/passwd", "gopher://a.example/", "data:text/html,x", "//a.example/",
        "a.example",
        "http://", "http:///path", "http://user@a.example/", "http://user:pass@a.example/", "http://a.example@127.0.0.1/",
        "http://a.example:22/", "http://a.example:6379/", "http://a.example:0/", "http://a.example:99999/",
        "http://a.example:x/", "http://2130706433/", "http://0x7f000001/", "http://0x7f.1/", "http://0177.0.0.1/",
        "http://127.1/", "http://1.2.3/", "http://256.1.1.1/", "http://①②⑦.⓪.⓪.①.5/", "http://[::1%25eth0]/",
        "http://[fe80::1%eth0]/", "http://[zz]/", "http://[::1/", "http://a.example\\@b.example/",
        "http://a b.example/",
        "http://a.example/\r\nHost: b", "http://a.example/\x00", "http://a..example/", "https://.?q", "http://.e60/",
        "http://exa$mple/", " http://a/",
        "http://a.example/" + "x" * 3000, "http://a.example/" + "\u00e9" * 700,
    ],
)  # fmt: skip
def test_urls_that_are_refused(url: str) -> None:
    with pytest.raises(FetchError) as caught:
        target(url)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 250


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("http://A.Example", "http://a.example/"),
        ("https://a.example:443/x?q=1#frag", "https://a.example/x?q=1"),
        ("https://bücher.example/ä b".replace(" ", "%20"), "https://xn--bcher-kva.example/%C3%A4%20b"),
        ("http://a.example.:8080/", "http://a.example:8080/"),
        ("http://[2606:4700::1]/", "http://[2606:4700::1]/"),
        ("http://①②⑦.⓪.⓪.①/", "http://127.0.0.1/"),
    ],
)
def test_urls_have_one_normal_form(url: str, normal: str) -> None:
    assert target(url).url == normal
