"""The desk's log: one JSON object a line on standard error, with identifiers only.

What goes wrong is named by its kind and by where it happened. Its words are left out: an error of the
database or of a check quotes the values it stumbled over. An address that was asked for is named by its
route, since anybody can write anything into an address.

Source: rule V-10.
"""

import logging
import re
import sys
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import IO

import structlog

SECRET = re.compile(r"(/(?:r|o|c|referral-status|links|consents|welcome)/)[^/?\s]+")
"""The token in the address of a link: whoever reads it in a log could use it."""
UNKNOWN = "an address that there is not"
MOST_CAUSES = 8


def without_secrets(
    logger: object,  # noqa: ARG001 - what structlog calls a processor with
    name: str,  # noqa: ARG001 - the same
    line: structlog.typing.EventDict,
) -> structlog.typing.EventDict:
    """Return a line of the log whose words name no link's token."""
    if isinstance(line.get("event"), str):
        line["event"] = SECRET.sub(r"\1…", line["event"])
    return line


def by_route(
    logger: object,  # noqa: ARG001 - what structlog calls a processor with
    name: str,  # noqa: ARG001 - the same
    line: structlog.typing.EventDict,
) -> structlog.typing.EventDict:
    """Return a line about a request with the route that it met in place of the address."""
    record = line.get("_record")
    request = getattr(record, "request", None)
    if record is None or not hasattr(request, "path"):
        return line
    found = getattr(request, "resolver_match", None)
    status = getattr(record, "status_code", None)
    line["event"] = f"{status or record.levelname}: {found.route if found else UNKNOWN}"
    return line


def without_words(
    logger: object,  # noqa: ARG001 - what structlog calls a processor with
    name: str,  # noqa: ARG001 - the same
    line: structlog.typing.EventDict,
) -> structlog.typing.EventDict:
    """Return a line with an error named by its kind and by where it happened, without a word that it says."""
    found = line.pop("exc_info", None)
    if found is True:
        found = sys.exc_info()
    error = found if isinstance(found, BaseException) else found[1] if isinstance(found, tuple) else None
    if error is not None:
        line["exception"] = "\n".join(_told(error))
    line.pop("exc_text", None)
    line.pop("stack_info", None)
    return line


def _told(error: BaseException) -> Iterator[str]:
    """Yield the kinds of an error and of its causes, the last first, each with its places in the code."""
    known: BaseException | None = error
    for _ in range(MOST_CAUSES):
        if known is None:
            return
        yield f"{type(known).__module__}.{type(known).__qualname__}{_constraint(known)}"
        yield from _places(known.__traceback__)
        known = known.__cause__ or (None if known.__suppress_context__ else known.__context__)


def _constraint(error: BaseException) -> str:
    """Return which rule of the database was broken; the value that broke it is not named."""
    name = getattr(getattr(error, "diag", None), "constraint_name", None)
    return f" ({name})" if name else ""


def _places(trace: TracebackType | None) -> Iterator[str]:
    for place in traceback.extract_tb(trace):
        yield f"  {place.filename}:{place.lineno} {place.name}"


def handler_to(stream: IO[str]) -> logging.Handler:
    """Return what writes the lines of every logger to `stream`, the libraries' included, as JSON."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_SHARED,
            processors=[
                by_route,
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                without_words,
                without_secrets,
                structlog.processors.JSONRenderer(default=lambda value: type(value).__name__),
            ],
        )
    )
    return handler


_SHARED: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def configure() -> None:
    """Send every logger's lines, the libraries' included, to standard error as JSON."""
    root = logging.getLogger()
    root.handlers = [handler_to(sys.stderr)]
    root.setLevel(logging.WARNING)
    logging.getLogger("assistdesk").setLevel(logging.INFO)
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
