"""Case access by API."""

from ninja import Router

from assistdesk.consent.api.asking import router as asking_router
from assistdesk.consent.api.cases import router as cases_router
from assistdesk.consent.api.notes import router as notes_router
from assistdesk.consent.api.own import router as own_router
from assistdesk.consent.api.staff import router as staff_router
from assistdesk.consent.api.survey import router as survey_router

router = Router()
for part in (asking_router, survey_router, own_router, cases_router, notes_router, staff_router):
    router.add_router("", part)

__all__ = ["router"]
