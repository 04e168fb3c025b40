"""The tables of the book of business."""
