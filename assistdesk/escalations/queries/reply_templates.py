"""The reply templates of a team."""

from dataclasses import dataclass, field
from uuid import UUID

from assistdesk.escalations.models import ReplyTemplate


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A reply template; names and texts by language."""

    id: UUID
    names: dict[str, str]
    texts: dict[str, str] = field(repr=False)

    def name(self, language: str) -> str:
        """Return what it is called in a language, or in the first it has."""
        return self.names.get(language) or next(iter(self.names.values()), "")

    def text(self, language: str) -> str:
        """Return its words in a language, or in the first it has."""
        return self.texts.get(language) or next(iter(self.texts.values()), "")


def reply_templates(*, marketplace: str, team: str) -> list[TemplateRow]:
    """Return the reply templates of a team, the oldest first; one query."""
    rows = ReplyTemplate.objects.filter(marketplace=marketplace, team=team).order_by("changed_at", "id")
    return [TemplateRow(one.id, one.names, one.texts) for one in rows]
