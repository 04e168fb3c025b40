"""The book of business by API."""

from ninja import Router

from assistdesk.book.api.delegates import router as delegates_router

router = Router()
router.add_router("", delegates_router)

__all__ = ["router"]
