"""The book of business by API."""

from ninja import Router

from assistdesk.book.api import lists, prospects, quotes
from assistdesk.book.api.delegates import router as delegates_router
from assistdesk.book.api.routing import router as lists_router

router = Router()
for part in (lists_router, delegates_router):
    router.add_router("", part)

__all__ = ["lists", "prospects", "quotes", "router"]
