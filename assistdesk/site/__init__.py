"""The site puts everything together: settings, addresses, page frame, command line, demo."""
