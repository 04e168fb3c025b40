"""Questions to the database, and new rows for it, that are put into SQL once, with other values from then on.

Django builds and compiles a queryset anew each time, which takes longer than a small question itself. What is
asked in every request is written as a function from values to a queryset, and `compiled_once` keeps what it
became:

    @compiled_once
    def _open_requests(helper_id: UUID, at: datetime) -> QuerySet[ConsentRequest]:
        return ConsentRequest.objects.filter(helper_id=helper_id, expires_at__gt=at)

    rows = _open_requests(helper_id, at)

Only values may differ between two calls, never which question it is: no parameter decides about a filter, a
limit, an order or how many values a list has.
"""

from assistdesk.shared.compiled.adding import insert
from assistdesk.shared.compiled.changing import Change, changed_once
from assistdesk.shared.compiled.reading import Question, compiled_once

__all__ = ["Change", "Question", "changed_once", "compiled_once", "insert"]
