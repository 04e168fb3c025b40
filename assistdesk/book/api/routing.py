"""The one router of the book: calls that share an address have to be on the same."""

from ninja import Router

from assistdesk.shared.people.guards import api_allows
from assistdesk.shared.people.permissions import Permission

router = Router(tags=["Book of business"])
MAY_READ = api_allows(Permission.READ_CLIENTS)
MAY = api_allows(Permission.KEEP_BOOK)
MAY_CONVERT = api_allows(Permission.REQUEST_CASE_ACCESS)
MAY_COUNT = api_allows(Permission.OWN_HOME)
