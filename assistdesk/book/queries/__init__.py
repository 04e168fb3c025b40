"""What the pages of the book of business ask."""
