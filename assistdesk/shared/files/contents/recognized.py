"""What is known of a file once its content was looked at."""

from dataclasses import dataclass

from assistdesk.shared.policy.schema.escalations import FileKind


@dataclass(frozen=True, slots=True)
class Recognized:
    """A file's kind. One that `is_locked` opens with a password only; one that `has_scripts` has programs."""

    kind: FileKind
    is_locked: bool = False
    has_scripts: bool = False
