"""What the book of business reads from forms and files, as typed values."""
