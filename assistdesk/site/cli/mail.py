"""`assistdesk mail`: the door for mail alone."""

import click

from assistdesk.site import environment, orphans, variables
from assistdesk.site.mail import listening


@click.command(epilog="Example: assistdesk mail")
def command() -> None:
    """Take mail by SMTP or LMTP where ASSISTDESK_INBOUND_SMTP says; a worker reads it.

    Any number may run, on as many machines: what comes in is in the database before it is answered for.
    """
    places = environment.inbound_smtp()
    if not places:
        raise variables.BadSetting(
            environment.INBOUND_SMTP, "say where to listen for mail, such as 127.0.0.1:2525"
        )
    orphans.end_with_supervisor()
    try:
        listening.run(places)
    except OSError as fault:
        raise variables.BadSetting(
            environment.INBOUND_SMTP, f"can't listen there: {fault.strerror}"
        ) from None
