"""`assistdesk guide search`: ranked guide entries for everyday words."""

import json
import sys

import click

from assistdesk.guide import forms, queries
from assistdesk.guide.queries import Reader
from assistdesk.shared import clock
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.refusals import NoEditionInForce, NoSuchMarketplace
from assistdesk.shared.policy.schema import Audience, Pack

WRONG_USE = 2


@click.command(epilog='Example: assistdesk guide search mystate "client never got a bill" --json')
@click.argument("marketplace")
@click.argument("words", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
@click.option(
    "--language", default="", help="The language of the titles; the marketplace's first if left out."
)
def command(marketplace: str, words: tuple[str, ...], language: str, *, as_json: bool) -> None:
    """Search the guide of a marketplace in everyday words; ends with 1 where nothing fits."""
    pack = _pack(marketplace)
    reader = Reader.of(pack, language=language or pack.identity.language, audience=Audience.HELPER)
    try:
        edition = pack.guide_on(queries.today_of(pack, at=clock.now())).edition
    except NoEditionInForce as refusal:
        click.echo(f"assistdesk: {refusal.message}", err=True)
        sys.exit(1)
    found = queries.search(reader, edition, forms.clean_search(" ".join(words)))
    rows = [
        {"issuer" if row.is_issuer else "entry": row.key, "title": row.title, "score": row.score}
        for row in found
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for row in found:
            click.echo(f"{row.score:8.3f}  {row.key:24}  {row.title}")
    if not found:
        click.echo("assistdesk: nothing in the guide fits these words.", err=True)
        sys.exit(1)


def _pack(marketplace: str) -> Pack:
    """Return the running pack, or end with one line that names those that there are."""
    try:
        return policy.running(marketplace)
    except NoSuchMarketplace:
        known = ", ".join(pack.marketplace for pack in policy.marketplaces()) or "none"
        click.echo(f"assistdesk: no marketplace is called {marketplace!r}; running: {known}.", err=True)
        sys.exit(WRONG_USE)
