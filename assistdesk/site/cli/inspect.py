"""`assistdesk inspect`: what the privacy guard finds in a text, a picture or a PDF."""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import click
from django.db import OperationalError, ProgrammingError

from assistdesk.shared import clock
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.refusals import NoSuchMarketplace
from assistdesk.shared.policy.schema import ChannelName
from assistdesk.shared.privacy import opinions
from assistdesk.shared.privacy.names import sentences as names
from assistdesk.shared.refusals import Refusal
from assistdesk.site import explaining, file_inspection, inspection
from assistdesk.site.file_inspection import FileInspection
from assistdesk.site.inspection import Standard
from assistdesk.site.needs import has_database

WRONG_USE = 2
MESSAGES = (ChannelName.EMAIL, ChannelName.SMS)


@click.command(epilog="Example: assistdesk inspect message.txt --json")
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
@click.option(
    "--jsonl",
    is_flag=True,
    help='Read one {"text", "known"?} a line, and print one result a line, in the same order.',
)
@click.option(
    "--marketplace",
    "-m",
    default=None,
    help="Whose pack decides and whose directory may be named: the one that runs on this desk, else the one "
    "that ships. Left out: the desk's own decisions, and all directories that ship.",
)
@click.option(
    "--channel",
    type=click.Choice([one.value for one in MESSAGES]),
    default=ChannelName.EMAIL.value,
    show_default=True,
    help="Which messages the text is one of; a marketplace may decide otherwise on text messages.",
)
@click.option("--known", multiple=True, help="Somebody whom the message is between; may be repeated.")
@click.option("--explain", is_flag=True, help="Say of each finding, and of what was let pass, why.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Of a picture or a PDF: write the copy that could leave there, with what is personal boxed out.",
)
def command(
    file: BinaryIO,
    marketplace: str | None,
    channel: str,
    known: tuple[str, ...],
    out: Path | None,
    *,
    as_json: bool,
    jsonl: bool,
    explain: bool,
) -> None:
    """Show what the privacy guard finds in a text, a PNG, a JPEG or a PDF, and what it decides.

    Reads FILE, or what is piped in. Nothing is kept, logged or sent.
    """
    standard = _standard(marketplace, ChannelName(channel))
    names.scorer()  # loaded here, where nobody counts the seconds: the guard holds what takes it too long
    if jsonl:
        _each(file, standard, known)
        return
    content = file.read()
    if file_inspection.is_file(content):
        _show_file(content, standard, known, as_json=as_json, out=out)
        return
    if out is not None:
        raise _wrong("--out is for a picture or a PDF; this is a text.")
    text = _decoded(content, "the text")
    found = inspection.inspect(text, standard=standard, known=known)
    if as_json:
        click.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
        return
    _print(found)
    if explain:
        parties = inspection.parties_of(known)
        for line in explaining.explain(text, opinions(text, directory=standard.directory, parties=parties)):
            click.echo(line)


def _show_file(
    content: bytes, standard: Standard, known: tuple[str, ...], *, as_json: bool, out: Path | None
) -> None:
    """Print what the guard finds in a picture or a PDF, and write its copy."""
    try:
        found = file_inspection.inspect_file(content, standard=standard, known=known)
    except Refusal as refusal:
        raise _wrong(f"the file can't be looked through: {refusal}") from None
    if out is not None and found.copy is not None:
        out.write_bytes(found.copy)
    if as_json:
        click.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
        return
    _print_file(found)
    if out is not None:
        click.echo(
            f"\nThe copy is in {out}." if found.copy is not None else "\nThere is no copy of a held file."
        )


def _print_file(found: FileInspection) -> None:
    """Print the decision and the findings, page by page, for people."""
    looked = found.looked
    if looked is None:
        why = found.held_why.value.replace("_", " ") if found.held_why else ""
        click.echo(f"{found.decision.value} ({why})")
        return
    click.echo(f"{found.decision.value}, {len(looked.boxes)} pages")
    for one in looked.found:
        words = looked.text[one.finding.start : one.finding.end].replace("\n", "\\n")
        click.echo(f"page {one.page:<3} {one.finding.type.value:14} {one.finding.score:.2f}  {words}")
    for hidden in looked.hidden:
        click.echo(f"unseen   {hidden.type.value:14} {hidden.score:.2f}")


def _standard(marketplace: str | None, channel: ChannelName) -> Standard:
    """Return what is decided by, or end with one line that names the marketplaces that there are."""
    if marketplace is None:
        return Standard(inspection.shipped_directory())
    if not has_database():
        return _shipped(marketplace, channel)
    try:
        return inspection.standard_of(policy.running(marketplace), channel=channel, at=clock.now())
    except (NoSuchMarketplace, ProgrammingError):
        return _shipped(marketplace, channel)
    except OperationalError:
        raise _wrong("this desk's database does not answer, so its pack can't be asked.") from None


def _shipped(marketplace: str, channel: ChannelName) -> Standard:
    """Return what the pack that ships decides, where no desk here runs on one."""
    pack = inspection.shipped_packs().get(marketplace)
    if pack is None:
        known = ", ".join(inspection.shipped_packs())
        raise _wrong(f"no marketplace is called {marketplace!r}; there are: {known}.")
    click.echo("assistdesk: no desk here runs this marketplace; the pack that ships decides.", err=True)
    return inspection.standard_of(pack, channel=channel, at=datetime.now(UTC))


def _each(file: BinaryIO, standard: Standard, known: tuple[str, ...]) -> None:
    """Print the result of each line as soon as it is read."""
    for text, named in _rows(file):
        found = inspection.inspect(text, standard=standard, known=(*known, *named))
        sys.stdout.write(json.dumps(found.as_json(), ensure_ascii=False) + "\n")
        sys.stdout.flush()


def _rows(file: BinaryIO) -> Iterator[tuple[str, list[str]]]:
    """Yield text and names of each line; a wrong line ends the command and is named."""
    for number, line in enumerate(file, start=1):
        if not line.strip():
            raise _wrong(f"line {number} is empty.")
        try:
            row = json.loads(_decoded(line, f"line {number}"))
        except json.JSONDecodeError as error:
            raise _wrong(f"line {number} is no JSON: {error.msg} at column {error.colno}.") from None
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            raise _wrong(f'line {number} has no "text".')
        named = row.get("known") or []
        if not isinstance(named, list) or not all(isinstance(one, str) for one in named):
            raise _wrong(f'line {number}: "known" is no list of names.')
        yield row["text"], named


def _decoded(raw: bytes, what: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _wrong(f"{what} is not in UTF-8.") from None


def _print(found: inspection.Inspection) -> None:
    """Print the decision, the findings and the redacted text for people."""
    verdict = found.verdict
    click.echo(f"{verdict.decision.value} ({verdict.reason.value.replace('_', ' ')})")
    for one in verdict.findings:
        words = found.text[one.start : one.end].replace("\n", "\\n")
        click.echo(f"{one.start:5}-{one.end:<5} {one.type.value:14} {one.score:.2f}  {words}")
    if verdict.findings:
        click.echo(f"\n{verdict.redacted}")


def _wrong(why: str) -> SystemExit:
    click.echo(f"assistdesk: {why}", err=True)
    return SystemExit(WRONG_USE)
