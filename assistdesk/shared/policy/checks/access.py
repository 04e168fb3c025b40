"""Referrals, consent and retention: their numbers and words fit together."""

from collections.abc import Iterator

from assistdesk.shared.policy.checks.draft import Draft
from assistdesk.shared.policy.documents import Document
from assistdesk.shared.policy.problems import Problem
from assistdesk.shared.policy.schema.consent import ConsentEdition, Method, VerbalReason
from assistdesk.shared.policy.schema.identity import PartName
from assistdesk.shared.policy.schema.referrals import ReferralsEdition
from assistdesk.shared.policy.schema.retention import Kept, RetentionEdition

KEPT_BY = {
    PartName.ESCALATIONS: (Kept.INCIDENTS, Kept.ATTACHMENTS),
    PartName.REFERRALS: (Kept.REFERRALS,),
    PartName.CONSENT: (Kept.CONSENTS,),
    PartName.MESSAGES: (Kept.MESSAGES,),
    PartName.GUIDE: (Kept.CALLS, Kept.AUDIT),
}


def access_faults(draft: Draft) -> Iterator[Problem]:
    """Yield what is wrong with referrals, consent and retention."""
    for document, referrals in draft.read(PartName.REFERRALS, ReferralsEdition):
        yield from _referral_faults(document, referrals)
    for document, consent in draft.read(PartName.CONSENT, ConsentEdition):
        yield from _search_faults(document, consent)
        yield from _request_faults(document, consent)
    for document, retention in draft.read(PartName.RETENTION, RetentionEdition):
        for part in draft.present:
            for kept in KEPT_BY.get(part, ()):
                if kept not in retention.rules:
                    said = f"nothing says how long '{kept.value}' are kept"
                    yield document.problem(("rules",), said, f"add '{kept.value}'")


def _referral_faults(document: Document, referrals: ReferralsEdition) -> Iterator[Problem]:
    if referrals.profile not in referrals.profiles:
        said = f"there is no ladder '{referrals.profile}'"
        yield document.problem(("profile",), said, f"use {', '.join(referrals.profiles)}")
    for position, role in enumerate(referrals.form.helper_types):
        if role not in referrals.criteria.by_role:
            said = f"'{role.value}' can be asked for, and has no criteria"
            yield document.problem(("form", "helper_types", position), said, "add it to 'criteria'")
    for position, season in enumerate(referrals.seasons):
        if season.from_date >= season.to_date:
            path = ("seasons", position, "to_date")
            yield document.problem(path, "the season ends before it starts", "give a day after 'from_date'")


def _search_faults(document: Document, consent: ConsentEdition) -> Iterator[Problem]:
    search = consent.search
    asked = {*search.required, *search.optional}
    for identifier in sorted(asked - set(search.labels)):
        yield document.problem(("search", "labels"), f"'{identifier.value}' has no label", "add it")
    for position, full in enumerate(search.full_sets):
        for identifier in full:
            if identifier not in asked:
                said = f"the form does not ask for '{identifier.value}'"
                yield document.problem(("search", "full_sets", position), said, "add it to 'optional'")


def _request_faults(document: Document, consent: ConsentEdition) -> Iterator[Problem]:
    requests = consent.requests
    if requests.lease >= requests.answer_within:
        said = "a page that is gone would be noticed after the request ended"
        yield document.problem(("requests", "lease"), said, "let 'lease' be less than 'answer_within'")
    if requests.refresh_every >= requests.lease:
        said = "a page without scripts would refresh itself too late"
        yield document.problem(("requests", "refresh_every"), said, "let it be less than 'lease'")
    for reason in VerbalReason:
        if Method.VERBAL in requests.methods and reason not in consent.verbal.reasons:
            yield document.problem(("verbal", "reasons"), f"'{reason.value}' has no words", "add it")
