"""Whose network a request comes from."""

from ipaddress import ip_address, ip_network

IPV6_PREFIX = 64
"""Bits of an IPv6 address that name the network of one subscriber; the rest they choose (RFC 4291, 2.5.4)."""


def network_of(address: str) -> str:
    """Return what counts as one sender: an IPv4 address, the /64 of an IPv6 one, else the text as it is."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if found.version == 6 and found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(found if found.version == 4 else ip_network((found, IPV6_PREFIX), strict=False))
