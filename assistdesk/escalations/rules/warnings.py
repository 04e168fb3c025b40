"""The decisions about warnings: one mail for each incident, or one for all."""

MOST_SINGLE = 3
MOST_LISTED = 50


def is_told_together(count: int) -> bool:
    """Tell whether so many warnings at once go to a lead in one mail; a flood of mails helps nobody."""
    return count > MOST_SINGLE


def left_unlisted(count: int) -> int:
    """Return how many of so many warnings one mail doesn't name, because the list ends before them."""
    return max(0, count - MOST_LISTED)
