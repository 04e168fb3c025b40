"""What `serve` does before it serves: migrations, and in demo use packs and people."""

from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command

from assistdesk.shared import clock
from assistdesk.shared.people import identities
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy import services as policy
from assistdesk.site import health
from assistdesk.site.demo import at_work, books, on_duty, people

Say = Callable[[str], None]


def prepare_desk(*, demo: bool, say: Say) -> None:
    """Bring the database up to date and, in demo use, load the packs that ship and the demo people."""
    if health.unapplied_migrations():
        say("Bringing the database up to date ...")
        call_command("migrate", interactive=False, verbosity=0)
    identities.put_missing()
    if demo:
        at = clock.now()
        for folder in sorted(settings.PACKS_DIR.iterdir()):
            if (folder / "pack.yaml").exists() and policy.load_pack(folder, actor=Actor.system(None), at=at):
                say(f"Loaded the pack {folder.name}.")
        if people.make_once(at=at):
            on_duty.put_on_duty(at=at)
            books.fill(at=at)
            at_work.begin_work(at=at)
            say("Made the demo people and their data.")
