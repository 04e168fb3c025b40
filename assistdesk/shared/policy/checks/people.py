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
    if draft.directory is None:
        return
    contacts = draft.directory.contacts
    phone = contacts.get(identity.phone or "")
    site = contacts.get(identity.site or "")
    if phone and not phone.phones:
        yield document.problem(
            ("phone",), f"the contact '{identity.phone}' has no phone", "name one that has"
        )
    if phone and phone.helpers_only:
        said = f"'{identity.phone}' is for helpers only, and every page shows this phone"
        yield document.problem(("phone",), said, "name a contact that residents may know, or null")
    if site and site.web is None:
        yield document.problem(
            ("site",), f"the contact '{identity.site}' has no web address", "name one that has"
        )


def _directory_faults(draft: Draft, directory: Directory) -> Iterator[Problem]:
    document = draft.documents[DIRECTORY]
    for key, contact in directory.contacts.items():
        if contact.kind is ContactKind.MAILBOX and not contact.emails:
            yield document.problem(("contacts", key), "a mailbox has no mail address", "add 'emails'")
        if contact.kind is ContactKind.HELPLINE and not contact.phones and not contact.is_assumed:
            yield document.problem(("contacts", key), "a helpline has no phone", "add 'phones'")
    for key, team in directory.teams.items():
        mailbox = directory.contacts.get(team.mailbox or "")
        if mailbox and not mailbox.emails:
            path = ("teams", key, "mailbox")
            yield document.problem(
                path, f"the contact '{team.mailbox}' has no mail address", "name one that has"
            )
    for plan_type in {plan.type for issuer in directory.issuers.values() for plan in issuer.plans}:
        if plan_type not in directory.plan_types:
            said = f"issuers sell the plan type '{plan_type.value}', which has no words"
            yield document.problem(("plan_types",), said, "add it to 'plan_types'")
