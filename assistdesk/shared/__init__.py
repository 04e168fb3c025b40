"""What every context uses: people, policy, calendar, messages, files, privacy, audit, keys."""
