"""What the forms of case access read."""
