"""The decisions of the book of business."""
