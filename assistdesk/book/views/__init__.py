"""The pages of the book of business."""
