"""Say loudly where no Chromium is found: the tests in a real browser are then left out."""

import sys

from tests.browser.chromium import executable


def main() -> None:
    """Print a warning that can't be overlooked, or nothing."""
    if executable() is None:
        print(  # noqa: T201 - a command speaks
            "\n" + "!" * 90 + "\n!! NO CHROMIUM FOUND: the tests in a real browser are LEFT OUT.\n"
            "!! Install Debian's `chromium`, or name one in ASSISTDESK_CHROMIUM.\n" + "!" * 90 + "\n",
            file=sys.stderr,
        )


if __name__ == "__main__":
    main()
