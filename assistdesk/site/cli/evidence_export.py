"""`assistdesk consent export`: the signed evidence of one consent, as files."""

import sys
from pathlib import Path
from uuid import UUID

import click

from assistdesk.consent import services
from assistdesk.consent.refusals import RequestNotFound
from assistdesk.shared import clock
from assistdesk.shared.people.actors import Actor


@click.command(epilog="Example: assistdesk consent export 0b8f6a3e-4c1d-4f57-9a39-1f1f5a7d2c11 --to evidence")
@click.argument("consent", type=click.UUID)
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="The folder to write to; made where there is none. The present one unless told.",
)
def command(consent: UUID, folder: Path) -> None:
    """Write what proves a consent: a JSON bundle and a PDF.

    CONSENT is the id of its request (`auth_req_id`), or of the access where no request began it. Both files
    hold personal information.
    """
    try:
        evidence = services.export_evidence(consent, actor=Actor.system(None), at=clock.now())
    except RequestNotFound:
        click.echo(f"assistdesk: nothing is recorded of a consent {consent}.", err=True)
        sys.exit(1)
    folder.mkdir(parents=True, exist_ok=True)
    bundle, document = folder / f"consent-{consent}.json", folder / f"consent-{consent}.pdf"
    bundle.write_text(evidence.bundle, encoding="utf-8")
    document.write_bytes(evidence.document)
    click.echo(bundle)
    click.echo(document)
