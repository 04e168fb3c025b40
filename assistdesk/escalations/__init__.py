"""Incidents: a client's broken enrolment gets a number, a team, a clock and an answer.

It also keeps the calls that helpers log. It doesn't know what the guide says beyond the types and
entries of the pack, and it decides nothing about who may see whose case. It queues no jobs elsewhere.
"""
