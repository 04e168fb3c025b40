"""Sentences with numbers, dates and telephones that look like somebody's and are nobody's, made by chance.

    python -m tools.bench.look_alikes [COUNT] [--seed N] [--show]

Each sentence holds one or two of what the desk's own words are full of: cases, incidents, tickets,
applications, transactions, agents' numbers, plans, amounts, days of events, offices' telephones. Prints how
many the privacy guard flagged; none should be.
"""

import calendar
import os
import random
from collections.abc import Callable, Iterator

import click
import django

Maker = Callable[[random.Random], str]


def digits(made: random.Random, count: int) -> str:
    """Return `count` digits by chance."""
    return "".join(made.choice("0123456789") for _ in range(count))


def _day(made: random.Random) -> str:
    month, day, year = made.randint(1, 12), made.randint(1, 28), made.randint(2021, 2027)
    name = calendar.month_name[month]
    return made.choice(
        [
            f"{month:02}/{day:02}/{year}",
            f"{month}/{day}/{year % 100}",
            f"{year}-{month:02}-{day:02}",
            f"{name} {day}, {year}",
            f"{name} {day}",
        ]
    )


def _toll_free(made: random.Random) -> str:
    area = made.choice(["800", "833", "844", "855", "866", "877", "888"])
    return f"1-{area}-{made.randint(200, 999)}-{digits(made, 4)}"


def _local(made: random.Random) -> str:
    return f"{made.choice(['502', '859', '410', '301'])}-555-{digits(made, 4)}"


def _plan_id(made: random.Random) -> str:
    return f"{digits(made, 5)}{made.choice(['KY', 'MD'])}{digits(made, 7)}"


def _amount(made: random.Random) -> str:
    return f"${made.randint(1, 99_999):,}.{digits(made, 2)}"


FILLED: dict[str, Maker] = {
    "case": lambda made: digits(made, 9),
    "incident": lambda made: f"{digits(made, 6)}-{digits(made, 7)}",
    "ticket": lambda made: f"{made.choice(['', 'PSL-', 'INC', 'REQ', 'SR-'])}{digits(made, 7)}",
    "person": lambda made: digits(made, made.randint(6, 10)),
    "app": lambda made: digits(made, 10),
    "npn": lambda made: digits(made, made.randint(7, 10)),
    "ref": lambda made: digits(made, made.randint(6, 12)),
    "thing": lambda made: digits(made, 9),
    "day": _day,
    "free": _toll_free,
    "local": _local,
    "plan": _plan_id,
    "amount": _amount,
    "zip": lambda made: digits(made, 5),
    "year": lambda made: str(made.randint(2019, 2027)),
    "ein": lambda made: f"{made.randint(10, 88)}-{digits(made, 7)}",
    "small": lambda made: str(made.randint(1, 99)),
}
"""What stands in for each word in braces."""

SENTENCES = (
    "Case {case} is still pending since {day}.",
    "The status of case number {case} did not change after {day}.",
    "Please reopen case #{case}, the notice of {day} was wrong.",
    "Cases {case} and {case} are duplicates.",
    "We merged case {case} into {case} on {day}.",
    "Case: {case}\nIncident: {incident}\nEffective: {day}",
    "El caso {case} sigue pendiente desde el {day}.",
    "Número de caso: {case}. Incidente {incident}.",
    "Los casos {case} y {case} son el mismo.",
    "Incident {incident} was closed on {day} without an answer.",
    "Following up on incident {incident}, opened {day}.",
    "Seguimiento del incidente {incident} del {day}.",
    "Ticket {ticket} was merged with ticket {ticket}.",
    "See ticket #{ticket}, it has the screenshots.",
    "El ticket {ticket} ya tiene {small} días.",
    "Person ID {person} appears twice in the search.",
    "PID {person} and PID {person} belong to the same case {case}.",
    "Application {app} was submitted on {day}.",
    "Application ID: {app}, status In Progress.",
    "La solicitud {app} se envió el {day}.",
    "My NPN is {npn}, the portal shows NPN {npn}.",
    "Agent NPN: {npn}, appointed on {day}.",
    "Mi NPN es {npn} desde el {day}.",
    "Transaction {ref} was declined on {day}.",
    "The transaction ID is {ref}, amount {amount}.",
    "Confirmation number {ref} for the payment of {amount}.",
    "Payment reference {ref} posted on {day} for {amount}.",
    "La transacción {ref} por {amount} fue rechazada.",
    "Número de confirmación {ref}, monto {amount}.",
    "Trace number {ref} came back in the file of {day}.",
    "Order number {thing} for {small} brochures arrived.",
    "Invoice {thing} of {day} over {amount} is unpaid.",
    "The parking number {thing} expires on {day}.",
    "Número de pedido {thing}, total {amount}.",
    "Error code {ref} appears on the payment page.",
    "The plan {plan} costs {amount} a month in {year}.",
    "Plan ID {plan} is missing in the {year} crosswalk.",
    "El plan {plan} cuesta {amount} al mes.",
    "Premium went from {amount} to {amount} on {day}.",
    "APTC of {amount} and income limit {amount} for {year}.",
    "The effective date is {day}, the notice date {day}.",
    "Open enrollment runs until {day}, coverage starts {day}.",
    "La cobertura empieza el {day} y la prima es {amount}.",
    "Call the help desk at {free}, the wait is {small} minutes.",
    "The hotline {free} closes at 6, the fax is {free}.",
    "Llame a la mesa de ayuda al {free}.",
    "Our office phone is {local}, ext. {small}.",
    "The county office at {local} closed on {day}.",
    "La oficina atiende en el {local} hasta las 4.",
    "Office fax: {local}. Office phone: {local}.",
    "Plans for ZIP code {zip} differ from {zip}.",
    "Zip {zip} shows {small} plans for {year}.",
    "Release {small}.{small}.{small} of {day} broke the search.",
    "Batch {ref} of {day} had {small} errors.",
    "Group number {ref}, renewal on {day}.",
    "Tracking number {ref} shows delivered on {day}.",
    "The link https://desk.example.org/help/{ref} is dead since {day}.",
    "Appeal {ref} was heard on {day}, decision due {day}.",
    "Can you check {lookup}? Nothing moved since {day}.",
    "Any update on {lookup}?",
    "Spoke with the supervisor about case {case}, she will look at it on {day}.",
    "Case {case} was merged with {case} on {day}.",
    "The spreadsheet lists cases {case}, {case} and {case}.",
    "| Case | Status | Date |\n| {case} | pending | {day} |\n| {case} | closed | {day} |",
    "Subject: Case {case} / Incident {incident}",
    "Notice number {ref} dated {day} has the wrong amount, {amount} instead of {amount}.",
    "The agency's tax ID is {ein}, W-9 sent {day}.",
    "The claim {ref} for the office car is closed.",
    "834 file of {day}, control number {ref}, {small} records.",
    "Docket {ref}: hearing moved from {day} to {day}.",
    "TKT {ref} and {incident} are the same outage of {day}.",
    "Work order {ref} for the printer, asset tag {ref}.",
    "The meeting ID is {ref}, passcode {ref}.",
    "El incidente {incident} se abrió el {day} y se cerró el {day}.",
    "La factura {thing} del {day} por {amount} no está pagada.",
    "El código de error {ref} sale al pagar {amount}.",
    "La fecha efectiva es el {day}.",
    "El aviso del {day} dice {amount} en vez de {amount}.",
    "Número de productor (NPN): {npn}.",
    "ID de persona {person}, caso {case}.",
    "Referencia {ref} del pago de {amount} hecho el {day}.",
    "I attached screenshots of {day} and {day}, version {small}.{small}.",
    "Ages {small}, {small} and {small}, income {amount}, ZIP {zip}.",
    "SEP ends {day}, {small} days after the event of {day}.",
    "Webinar on {day} at 10:30, registration code {ref}.",
)
"""Words of many messages; a number in braces stands for one that is made anew each time."""


def look_alikes(count: int, seed: int) -> Iterator[str]:
    """Yield `count` sentences, the same ones for the same seed."""
    made = random.Random(seed)  # noqa: S311  # the same each time, and no secrets
    for _ in range(count):
        yield _filled(made.choice(SENTENCES), made)


def _filled(sentence: str, made: random.Random) -> str:
    parts = sentence.split("{")
    filled = [parts[0]]
    for part in parts[1:]:
        name, _, rest = part.partition("}")
        value = made.choice("12345") + digits(made, 8) if name == "lookup" else FILLED[name](made)
        filled += [value, rest]
    return "".join(filled)


def flagged(count: int, seed: int) -> Iterator[tuple[str, str, str]]:
    """Yield the sentences of which something was taken for personal, with its words and the rule."""
    from assistdesk.site import inspection  # noqa: PLC0415  # needs the settings first

    standard = inspection.Standard(inspection.shipped_directory())
    for sentence in look_alikes(count, seed):
        verdict = inspection.inspect(sentence, standard=standard, known=()).verdict
        for one in verdict.findings[:1]:
            yield sentence, sentence[one.start : one.end], f"{one.type.value} {one.rule}"


@click.command()
@click.argument("count", default=10_000)
@click.option("--seed", default=1, show_default=True, help="Another one makes other numbers.")
@click.option("--show", is_flag=True, help="Print each sentence that was flagged.")
def main(count: int, *, seed: int, show: bool) -> None:
    """Count how many random look-alikes the privacy guard flags."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "assistdesk.site.settings")
    django.setup()
    found = list(flagged(count, seed))
    for sentence, words, why in found if show else ():
        click.echo(f"{why}: [{words}] {sentence!r}")
    click.echo(f"look-alikes flagged: {len(found)} of {count:,}")


if __name__ == "__main__":
    main()
