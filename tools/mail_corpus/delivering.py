"""Delivering the corpus through the desk's door, and looking what became of each mail."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from assistdesk.escalations import services as escalations
from assistdesk.escalations.models import Post
from assistdesk.shared.messaging import services
from assistdesk.shared.messaging.models import Arrival, Incoming, Outgoing
from assistdesk.shared.messaging.values import RawMail
from tools.mail_corpus.cases import Case, Fate


@dataclass(frozen=True, slots=True)
class Seen:
    """What became of one mail: its arrival, the message it was read as, the post of a thread it became."""

    case: Case
    arrival: Arrival
    incoming: Incoming
    post: Post | None

    def faults(self) -> list[str]:
        """Return in what it differs from what had to become of it; empty where all is well."""
        return [
            fault for fault in (self._fate(), self._words(), self._files(), self._mail_of_ours()) if fault
        ]

    @property
    def is_wrongly_joined(self) -> bool:
        """Whether it joined a thread that it may not join."""
        joined = self.post.incident_id if self.post else None
        wanted = self.case.to.thing_id if self.case.to and self.case.fate is not Fate.REPORT else None
        return joined is not None and joined != wanted

    def _fate(self) -> str:
        is_copy = self.arrival.is_copy
        state = self.incoming.state
        found = {"unmatched": Fate.TRAY, "matched": Fate.JOINED, "noted": Fate.REPORT}[state]
        if (Fate.COPY if is_copy else found) is not self.case.fate:
            return f"{state}{', a copy' if is_copy else ''} ({self.incoming.why_unmatched})"
        if self.case.fate is Fate.TRAY and self.incoming.why_unmatched != self.case.why:
            return f"in the tray as {self.incoming.why_unmatched}"
        return "in another thread" if self.is_wrongly_joined else ""

    def _words(self) -> str:
        if self.case.own is None or self.post is None or self.post.text.strip() == self.case.own.strip():
            return ""
        return f"own words {self.post.text[:80]!r}"

    def _files(self) -> str:
        names = tuple(str(one["name"]) for one in self.incoming.files)
        return "" if self.case.files is None or names == self.case.files else f"files {names}"

    def _mail_of_ours(self) -> str:
        if self.case.fate is not Fate.REPORT or self.case.to is None:
            return ""
        failure = Outgoing.objects.values_list("failure", flat=True).get(pk=self.case.to.outgoing_id)
        return "" if failure == self.case.failure else f"our mail: {failure or 'as it was'}"


def deliver(cases: Iterable[Case], *, at: datetime) -> list[Seen]:
    """Keep each mail, read it, let it join, and return what became of all, in the same order."""
    seen = []
    for case in cases:
        raw = RawMail("corpus", case.envelope_from, case.envelope_to, case.raw)
        [arrival_id] = services.keep_mails([raw], at=at)
        received = services.read_arrival(arrival_id, at=at)
        if received.about is not None:
            escalations.take_reply(incoming_id=received.incoming_id, at=at)
        seen.append(_look(case, arrival_id))
    return seen


def _look(case: Case, arrival_id: UUID) -> Seen:
    arrival = Arrival.objects.defer("sealed").select_related("incoming").get(pk=arrival_id)
    assert arrival.incoming is not None
    post = Post.objects.filter(incoming=arrival.incoming).first()
    return Seen(case, arrival, arrival.incoming, post)
