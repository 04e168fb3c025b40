"""What changed, told to open pages: who changes something says so, each web process passes it on.

A change is told by PostgreSQL's NOTIFY when its transaction commits. It names a thing and whom it
concerns; what the thing says is fetched by the page itself, past the guards that every page has.
"""
