"""AssistDesk: one desk for the people who help residents get health coverage."""
