"""Reads what people and programs send into typed values; decides nothing."""

from assistdesk.escalations.forms.filing import EscalationForm, Typed
from assistdesk.escalations.forms.handoffs import HandoffForm, TakeBackForm
from assistdesk.escalations.forms.hotline import CallerForm, CallersWordsForm, NumberForm, focus, form_key
from assistdesk.escalations.forms.reports import ReportForm
from assistdesk.escalations.forms.searching import ConsumerSearchForm
from assistdesk.escalations.forms.texts import CleanLine, CleanText, clean_line, clean_text
from assistdesk.escalations.forms.working import CallForm, MoveForm, NoteForm, ReplyForm, WordsForm

__all__ = [
    "CallForm",
    "CallerForm",
    "CallersWordsForm",
    "CleanLine",
    "CleanText",
    "ConsumerSearchForm",
    "EscalationForm",
    "HandoffForm",
    "MoveForm",
    "NoteForm",
    "NumberForm",
    "ReplyForm",
    "ReportForm",
    "TakeBackForm",
    "Typed",
    "WordsForm",
    "clean_line",
    "clean_text",
    "focus",
    "form_key",
]
