"""What the desk's speed is, beside the bare floor of the same work in the same run: `make bench`."""
