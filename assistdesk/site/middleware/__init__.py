"""What every request passes: headers, input, actor, idempotency, refusals."""
