"""Questions that the pages and the API of referrals ask."""
