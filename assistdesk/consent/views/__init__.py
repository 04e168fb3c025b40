"""The pages of case access."""
