"""Another help desk, django-helpdesk 2.6, doing the same work in the same run on the same database server."""
