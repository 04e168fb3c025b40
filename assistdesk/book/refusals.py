"""The ways in which the book of business says no."""
