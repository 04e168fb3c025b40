"""What the part `dispatch` of the bench measures: decisions, races and timers among many helpers."""
