"""Whom the tests' messages may name, and a short way to say what was found in one."""

from assistdesk.shared.privacy import Directory, Parties, emails, phones, screen

DIRECTORY = Directory(
    phones=phones(["1-800-555-0100", "(844) 555-0101"]),
    emails=emails(["Help@example.org"]),
    domains=frozenset({"exchange.example.org"}),
    names=frozenset({"Passport Mutual"}),
    allowed_labels=frozenset({"HLP"}),
    brands=frozenset({"anthem", "aetna", "molina", "passport"}),
)
PARTIES = Parties(
    names=frozenset({"Avery Sample"}), emails=emails(["avery@example.com"]), phones=phones(["502-555-0150"])
)


def found(text: str) -> list[tuple[str, str]]:
    """Return the type and the words of each finding in `text`."""
    verdict = screen(text, directory=DIRECTORY, parties=PARTIES)
    return [(finding.type.value, text[finding.start : finding.end]) for finding in verdict.findings]
