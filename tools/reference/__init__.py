"""Makes the reference pages that are made from the code, and finds those that are stale."""
