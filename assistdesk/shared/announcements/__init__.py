"""What a marketplace announces on the desk's own pages: to whom, from when until when, and who read it."""
