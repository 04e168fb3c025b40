"""Roles, contacts, teams and agencies: everybody has a word, and every mailbox an address."""

from collections.abc import Iterator

from assistdesk.shared.policy.checks.draft import Draft
from assistdesk.shared.policy.folder import DIRECTORY, IDENTITY
from assistdesk.shared.policy.problems import Problem
from assistdesk.shared.policy.schema.directory import ContactKind, Directory
from assistdesk.shared.policy.schema.identity import Identity, RoleName


def people_faults(draft: Draft) -> Iterator[Problem]:
    """Yield what is wrong with the marketplace itself and with its directory."""
    if draft.identity:
        yield from _identity_faults(draft, draft.identity)
    if draft.directory:
        yield from _directory_faults(draft, draft.directory)


def _identity_faults(draft: Draft, identity: Identity) -> Iterator[Problem]:
    document = draft.documents[IDENTITY]
    for role in RoleName:
        if role not in identity.roles:
            yield document.problem(("roles",), f"there is no word for the role '{role.value}'", "add it")
    for key, what in (("phone", "phone"), ("site", "web")):
        contact = getattr(identity, key)
        if contact and draft.lacks(contact, what):
            yield document.problem((key,), f"the contact '{contact}' has no {what}", "name one that has")
    if identity.phone in draft.names.helpers_only:
        said = f"'{identity.phone}' is for helpers only, and every page shows this phone"
        yield document.problem(("phone",), said, "name a contact that residents may know, or null")


def _directory_faults(draft: Draft, directory: Directory) -> Iterator[Problem]:
    document = draft.documents[DIRECTORY]
    for key, contact in directory.contacts.items():
        if contact.kind is ContactKind.MAILBOX and not contact.emails:
            yield document.problem(("contacts", key), "a mailbox has no mail address", "add 'emails'")
        if contact.kind is ContactKind.HELPLINE and not contact.phones and not contact.is_assumed:
            yield document.problem(("contacts", key), "a helpline has no phone", "add 'phones'")
    for key, team in directory.teams.items():
        if team.mailbox and draft.lacks(team.mailbox, "email"):
            path = ("teams", key, "mailbox")
            yield document.problem(path, f"the contact '{team.mailbox}' has no email", "name one that has")
    for plan_type in {plan.type for issuer in directory.issuers.values() for plan in issuer.plans}:
        if plan_type not in directory.plan_types:
            said = f"issuers sell the plan type '{plan_type.value}', which has no words"
            yield document.problem(("plan_types",), said, "add it to 'plan_types'")
