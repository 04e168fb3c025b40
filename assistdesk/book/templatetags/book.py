"""What the pages of the book write in their own way."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django import template

register = template.Library()


@register.filter
def local_day(moment: datetime, zone: str) -> date:
    """Return the day of a moment in a zone."""
    return moment.astimezone(ZoneInfo(zone)).date()


@register.filter
def dollars(amount: Decimal) -> str:
    """Return an amount as people here write it in every language: "$1,312.50"."""
    return f"${amount:,.2f}"
