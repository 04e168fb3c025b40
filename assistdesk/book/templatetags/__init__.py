"""Tags of the pages of the book."""
