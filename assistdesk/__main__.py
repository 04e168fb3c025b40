"""`python -m assistdesk` is the same as `assistdesk`."""

from assistdesk.site.cli.main import main

main()
