"""A desk of full size: hundreds of thousands of incidents and a million people, made inside the database."""
