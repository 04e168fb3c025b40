"""What reading any environment variable needs: how it is refused, and how an address is taken apart."""

from urllib.parse import SplitResult, urlsplit


class BadSetting(Exception):
    """An environment variable is missing or can't be used; `name` is the variable."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(f"{name}: {what}")
        self.name = name


def split(name: str, address: str) -> SplitResult:
    """Return the parts of the address in the variable called `name`.

    Raises:
        BadSetting: it is none.
    """
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        raise BadSetting(name, "this is not an address") from None
    return parts
