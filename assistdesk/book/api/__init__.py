"""The book of business by API."""

from ninja import Router

router = Router()

__all__ = ["router"]
