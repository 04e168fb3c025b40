"""What each role may do, in one table: pages, API calls and the reference page are made from it."""

from enum import StrEnum

from assistdesk.shared.people.roles import Role


class Permission(StrEnum):
    """One thing that can be allowed. Which rows it reaches is decided in the query besides."""

    OWN_HOME = "own_home"
    READ_GUIDE = "read_guide"
    READ_HELPER_CONTACTS = "read_helper_contacts"
    SEARCH_CONSUMERS = "search_consumers"
    ESCALATE = "escalate"
    LOG_CALLS = "log_calls"
    ANSWER_HOTLINE = "answer_hotline"
    SEE_INCIDENTS = "see_incidents"
    REPLY_TO_INCIDENTS = "reply_to_incidents"
    READ_ORIGINALS = "read_originals"
    READ_EVERY_ORIGINAL = "read_every_original"
    WORK_INCIDENTS = "work_incidents"
    LEAD_TEAM = "lead_team"
    READ_BOARDS = "read_boards"
    SEE_REPORTS = "see_reports"
    SORT_MAIL = "sort_mail"
    RELEASE_MESSAGES = "release_messages"
    UPLOAD_FILES = "upload_files"
    TAKE_REFERRALS = "take_referrals"
    SEE_REFERRALS = "see_referrals"
    ASSIGN_REFERRALS = "assign_referrals"
    REQUEST_CASE_ACCESS = "request_case_access"
    SEE_CASES = "see_cases"
    RECORD_ASSOCIATIONS = "record_associations"
    OPEN_CASES = "open_cases"
    REVIEW_OPENINGS = "review_openings"
    HOLD_RECORDS = "hold_records"
    OWN_ACCESS = "own_access"
    READ_CLIENTS = "read_clients"
    KEEP_BOOK = "keep_book"
    OWN_ACCOUNT = "own_account"
    MANAGE_DELEGATES = "manage_delegates"
    ANNOUNCE = "announce"
    READ_MESSAGES = "read_messages"
    MANAGE_DESK = "manage_desk"


_SIGNED_IN = frozenset({Permission.OWN_HOME, Permission.OWN_ACCOUNT, Permission.READ_GUIDE})
_HELPER = _SIGNED_IN | {
    Permission.READ_HELPER_CONTACTS,
    Permission.SEARCH_CONSUMERS,
    Permission.ESCALATE,
    Permission.LOG_CALLS,
    Permission.SEE_INCIDENTS,
    Permission.REPLY_TO_INCIDENTS,
    Permission.READ_ORIGINALS,
    Permission.UPLOAD_FILES,
    Permission.SEE_CASES,
}
_PRINCIPAL = _HELPER | {Permission.TAKE_REFERRALS, Permission.MANAGE_DELEGATES}
_WITH_BOOK = _PRINCIPAL | {Permission.REQUEST_CASE_ACCESS, Permission.READ_CLIENTS, Permission.KEEP_BOOK}
_STAFF = _SIGNED_IN | {
    Permission.READ_HELPER_CONTACTS,
    Permission.SEE_INCIDENTS,
    Permission.READ_BOARDS,
    Permission.SEE_REFERRALS,
}
_CASEWORKER = _STAFF | {
    Permission.REPLY_TO_INCIDENTS,
    Permission.READ_ORIGINALS,
    Permission.WORK_INCIDENTS,
    Permission.UPLOAD_FILES,
    Permission.SEE_CASES,
    Permission.OPEN_CASES,
    Permission.RECORD_ASSOCIATIONS,
}

TABLE: dict[Role, frozenset[Permission]] = {
    Role.ANONYMOUS: frozenset({Permission.READ_GUIDE}),
    Role.RESIDENT: _SIGNED_IN | {Permission.OWN_ACCESS},
    Role.AUTHORIZED_REPRESENTATIVE: _SIGNED_IN | {Permission.OWN_ACCESS},
    Role.AGENT: _WITH_BOOK,
    Role.NAVIGATOR: _WITH_BOOK,
    Role.AGENCY_ADMIN: _PRINCIPAL,
    Role.DELEGATE: _HELPER,
    Role.SUPPORT_REPRESENTATIVE: _CASEWORKER
    | {Permission.ANSWER_HOTLINE, Permission.LOG_CALLS, Permission.SEARCH_CONSUMERS},
    Role.CASEWORKER: _CASEWORKER | {Permission.SORT_MAIL},
    Role.TEAM_LEAD: _CASEWORKER
    | {Permission.LEAD_TEAM, Permission.SEE_REPORTS, Permission.SORT_MAIL, Permission.RELEASE_MESSAGES}
    | {Permission.ASSIGN_REFERRALS, Permission.ANNOUNCE, Permission.REVIEW_OPENINGS}
    | {Permission.HOLD_RECORDS},
    Role.EXCHANGE_ADMIN: _STAFF
    | {Permission.MANAGE_DESK, Permission.READ_MESSAGES, Permission.SEE_REPORTS, Permission.SEE_CASES}
    | {Permission.SORT_MAIL, Permission.RELEASE_MESSAGES, Permission.ASSIGN_REFERRALS}
    | {Permission.ANNOUNCE, Permission.OPEN_CASES, Permission.REVIEW_OPENINGS}
    | {Permission.HOLD_RECORDS, Permission.READ_ORIGINALS, Permission.READ_EVERY_ORIGINAL},
    Role.AUDITOR: _STAFF
    | {Permission.READ_MESSAGES, Permission.SEE_REPORTS, Permission.SEE_CASES, Permission.OPEN_CASES}
    | {Permission.HOLD_RECORDS},
    Role.SYSTEM: frozenset(),
}


def allowed(role: Role, permission: Permission) -> bool:
    """Return whether `role` may do what `permission` names."""
    return permission in TABLE[role]
