"""The book of business: a helper's clients, policies, prospects and quotes, and who acts for the helper.

It doesn't know how access to a case came about, what was escalated or who was referred. Who is a client says
shared.people.access, where everybody else asks too. It queues no jobs elsewhere.
"""
