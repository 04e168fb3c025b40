"""The referrals' part of the API."""

from ninja import Router

from assistdesk.referrals.api.links import router as links_router
from assistdesk.referrals.api.offers import router as offers_router
from assistdesk.referrals.api.own import router as own_router
from assistdesk.referrals.api.registration import router as registration_router
from assistdesk.referrals.api.residents import router as residents_router
from assistdesk.referrals.api.staff import router as staff_router

router = Router()
for part in (registration_router, offers_router, links_router, own_router, residents_router, staff_router):
    router.add_router("", part)

__all__ = ["router"]
