"""The form of a report: which days, team and type."""

from datetime import date

from assistdesk.escalations.forms.texts import clean_line
from assistdesk.escalations.forms.working import WordsForm


class ReportForm(WordsForm):
    """From which day to which, both included; what can't be read is not asked."""

    @property
    def first(self) -> date | None:
        """The first day, where one can be read."""
        return _day(self.data.get("from", ""))

    @property
    def last(self) -> date | None:
        """The last day, where one can be read."""
        return _day(self.data.get("to", ""))

    @property
    def team(self) -> str:
        """The key of a team; empty for all."""
        return clean_line(self.data.get("team", ""))

    @property
    def type(self) -> str:
        """The key of a type; empty for all."""
        return clean_line(self.data.get("type", ""))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
