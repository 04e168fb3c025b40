"""The escalations' part of the API."""

from ninja import Router

from assistdesk.escalations.api.calls import router as calls_router
from assistdesk.escalations.api.clocks import router as clocks_router
from assistdesk.escalations.api.filing import router as filing_router
from assistdesk.escalations.api.handoffs import router as handoffs_router
from assistdesk.escalations.api.incidents import router as incidents_router
from assistdesk.escalations.api.queues import router as queues_router
from assistdesk.escalations.api.reports import router as reports_router
from assistdesk.escalations.api.searching import router as searching_router

router = Router()
for part in (
    filing_router,
    searching_router,
    calls_router,
    incidents_router,
    handoffs_router,
    reports_router,
    clocks_router,
    queues_router,
):
    router.add_router("", part)

__all__ = ["router"]
