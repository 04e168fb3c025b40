"""Where things in the book of business stand, and which moves there are."""
