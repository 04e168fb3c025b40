"""The forms of an incident's page and of a logged call."""

from django import forms
from django.utils.translation import gettext, gettext_lazy

from assistdesk.escalations.forms.texts import LineField, PickField, TextField


class WordsForm(forms.Form):
    """A form of one text; the rules say whether it is enough."""

    use_required_attribute = False

    def say(self, errors: list[tuple[str, str]]) -> None:
        """Show what is wrong with which field; what has no field of its own stands on top."""
        self.full_clean()
        for name, words in errors:
            self.add_error(name if name in self.fields else None, words)


class ReplyForm(WordsForm):
    """An answer in the thread."""

    text = TextField(label=gettext_lazy("Your reply"), widget=forms.Textarea(attrs={"rows": 6}))


class NoteForm(WordsForm):
    """A note for colleagues."""

    text = TextField(label=gettext_lazy("Internal note"), widget=forms.Textarea(attrs={"rows": 3}))


class MoveForm(WordsForm):
    """Where an incident goes, and why."""

    reason = TextField(label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 3}))


class CallForm(WordsForm):
    """A call about an entry of the guide."""

    entry = PickField(label=gettext_lazy("What the call was about"))
    ticket_number = LineField(label=gettext_lazy("Ticket number that the line gave you"))
    note = TextField(label=gettext_lazy("Note"), required=False, widget=forms.Textarea(attrs={"rows": 4}))

    def offer(self, entries: list[tuple[str, str]]) -> None:
        """Let the entries, as key and title, be chosen from."""
        widget = self.fields["entry"].widget
        widget.choices = [("", gettext("Choose an entry of the guide")), *entries]
