"""The parts of the bench, each on a desk of its own and in a process of its own."""
