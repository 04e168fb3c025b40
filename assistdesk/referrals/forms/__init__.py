"""Reads what people send into typed values; decides nothing."""
