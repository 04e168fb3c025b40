"""The desk's log: one JSON object a line on standard error, with identifiers only."""

import logging
import re
import sys

import structlog

SECRET = re.compile(r"(/(?:r|o|referral-status|links|welcome)/)[^/?\s]+")
"""The token in the address of a link: whoever reads it in a log could use it."""


def without_secrets(
    logger: object,  # noqa: ARG001 - what structlog calls a processor with
    name: str,  # noqa: ARG001 - the same
    line: structlog.typing.EventDict,
) -> structlog.typing.EventDict:
    """Return a line of the log whose words name no link's token."""
    if isinstance(line.get("event"), str):
        line["event"] = SECRET.sub(r"\1…", line["event"])
    return line


def configure() -> None:
    """Send every logger's lines, the libraries' included, to standard error as JSON."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                without_secrets,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("assistdesk").setLevel(logging.INFO)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
