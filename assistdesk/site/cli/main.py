"""Where each command is, what it needs, and how errors become one line."""

import importlib
import sys
from dataclasses import dataclass

import click

from assistdesk.site import embedded, variables
from assistdesk.site.needs import ORDER, Needs, prepare

WRONG_USE = 2
ANSWER_IS_NO = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One command: its one line of help, where it is, what it needs."""

    summary: str
    module: str
    needs: Needs


PACK = {
    "check": Entry("Check a pack; show every error.", "pack_check", Needs.NOTHING),
    "load": Entry("Load a pack into the running desk.", "pack_load", Needs.DATABASE),
    "new": Entry("Write a commented starting pack.", "pack_new", Needs.NOTHING),
    "schema": Entry("Print the JSON Schema of packs.", "pack_schema", Needs.NOTHING),
    "diff": Entry("Show what differs between two packs.", "pack_diff", Needs.NOTHING),
}
USER = {
    "add": Entry("Make an account.", "user_add", Needs.DATABASE),
    "invite": Entry("Print links by which people choose a password.", "user_invite", Needs.DATABASE),
    "token": Entry("Print a new API token of an account.", "user_token", Needs.DATABASE),
}
GUIDE = {"search": Entry("Search a marketplace's guide.", "guide_search", Needs.DATABASE)}
IMPORT = {
    "helpers": Entry("Make or renew helpers from a file.", "import_helpers", Needs.DATABASE),
    "policies": Entry("Make or renew clients' policies from a file.", "import_policies", Needs.DATABASE),
}
CONSENT = {
    "export": Entry("Write the signed evidence of a consent.", "evidence_export", Needs.DATABASE),
    "key": Entry("Print the public key that proves evidence.", "evidence_key", Needs.SETTINGS),
    "verifier": Entry("Print the program that proves evidence.", "evidence_verifier", Needs.NOTHING),
}
KEYS = {
    "rehash": Entry("Hash by the newest secret key what an older one hashed.", "keys_rehash", Needs.DATABASE)
}
DEMO = {"load": Entry("Fill a demo desk, up to full size.", "demo_load", Needs.DEMO)}
COMMANDS = {
    "serve": Entry("Serve the whole desk: web, worker and database.", "serve", Needs.NOTHING),
    "web": Entry("Serve the pages and the API alone.", "web", Needs.DATABASE),
    "worker": Entry("Run the background work alone.", "worker", Needs.DATABASE),
    "mail": Entry("Take mail by SMTP or LMTP alone.", "mail", Needs.DATABASE),
    "inspect": Entry("Show what the privacy guard finds in a text.", "inspect", Needs.DESK),
    "migrate": Entry("Bring the database up to date.", "migrate", Needs.DATABASE),
    "simulate": Entry("Play a day of referrals by a pack's rules.", "simulate", Needs.NOTHING),
    "doctor": Entry("Check that everything this desk needs is in order.", "doctor", Needs.DATABASE),
}
GROUPS = {
    "pack": ("Check, load and compare marketplace packs.", PACK),
    "user": ("Make accounts, links to a password, and API tokens.", USER),
    "guide": ("Ask the guide.", GUIDE),
    "import": ("Load many people from a file.", IMPORT),
    "consent": ("Hand out evidence of consents.", CONSENT),
    "keys": ("Change the desk's keys.", KEYS),
    "demo": ("Work on a demo desk.", DEMO),
}


def _names_marketplace() -> bool:
    """Tell whether a command is asked about one marketplace, whose desk it then needs."""
    return any(word.startswith(("--marketplace", "-m")) for word in sys.argv)


class CommandTable(click.Group):
    """A group whose commands are read only when they are run."""

    def __init__(self, name: str, summary: str, table: dict[str, Entry]) -> None:
        super().__init__(name=name, help=summary, no_args_is_help=True)
        self.table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return [*self.table, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return one command, with all it needs in place."""
        entry = self.table.get(cmd_name)
        if entry is None:
            return super().get_command(ctx, cmd_name)
        is_enough = "--help" in sys.argv or (entry.needs is Needs.DESK and not _names_marketplace())
        prepare(min(entry.needs, Needs.SETTINGS, key=ORDER.index) if is_enough else entry.needs)
        command: click.Command = importlib.import_module(f"assistdesk.site.cli.{entry.module}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without reading their modules."""
        rows = [(name, entry.summary) for name, entry in self.table.items()]
        rows += [(name, group.help or "") for name, group in self.commands.items()]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


root = CommandTable(
    "assistdesk", "AssistDesk: one desk for the people who help residents get covered.", COMMANDS
)
for group_name, (group_summary, group_table) in GROUPS.items():
    root.add_command(CommandTable(group_name, group_summary, group_table))


def main() -> None:
    """Run the command line. Wrong use and wrong settings end with 2 and one line."""
    try:
        sys.exit(root.main(prog_name="assistdesk", standalone_mode=False))
    except click.exceptions.NoArgsIsHelpError as nothing_asked:
        nothing_asked.show()
    except click.UsageError as wrong:
        command = wrong.ctx.command_path if wrong.ctx else "assistdesk"
        click.echo(f"assistdesk: {wrong.format_message()} See `{command} --help`.", err=True)
    except (variables.BadSetting, embedded.AlreadyServing) as wrong:
        click.echo(f"assistdesk: {wrong}", err=True)
    except click.Abort:
        sys.exit(ANSWER_IS_NO)
    sys.exit(WRONG_USE)
