"""The command line: `assistdesk --help` lists what there is."""
