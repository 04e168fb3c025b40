"""People: those who sign in, those who are helped, what each may do, and the guard on every route."""
