"""Questions that the pages and the API of case access ask."""
