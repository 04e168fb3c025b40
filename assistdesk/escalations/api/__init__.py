"""The escalations' part of the API."""

from ninja import Router

from assistdesk.escalations.api.filing import router as filing_router
from assistdesk.escalations.api.incidents import router as incidents_router

router = Router()
router.add_router("", filing_router)
router.add_router("", incidents_router)

__all__ = ["router"]
