"""What can be done in the book of business; each function is one whole transaction."""
