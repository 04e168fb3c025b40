"""The corpus, delivered, and its result as a table."""

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from assistdesk.escalations.models import Post
from assistdesk.shared.messaging.models import Arrival, Incoming, Outgoing
from tools.mail_corpus import broken, handwritten, machines, ordinary, strangers, world
from tools.mail_corpus.cases import Case, Party
from tools.mail_corpus.delivering import Seen, deliver

SEED = 20270302
ANSWERED, RETURNED = 3, 6


@dataclass(frozen=True, slots=True)
class Result:
    """What became of the corpus: `lost` are nowhere, `mails_out` the desk sent because of it.

    What a helper is told whose own mail holds personal information is not among these: it answers a person.
    """

    seen: list[Seen]
    lost: int
    twice: int
    mails_out: int

    @property
    def wrong(self) -> int:
        """Return how many mails joined a thread that they may not join."""
        return sum(one.is_wrongly_joined for one in self.seen)

    def faults(self) -> list[str]:
        """Return every difference from what had to be."""
        return [f"{one.case.shape}: {fault}" for one in self.seen for fault in one.faults()]

    def table(self) -> str:
        """Return the result by shape as Markdown."""
        sums: dict[str, Counter[str]] = {}
        for one in self.seen:
            row = sums.setdefault(one.case.shape, Counter())
            row["mails"] += 1
            row["as expected"] += not one.faults()
            row[one.case.fate.value] += 1
        names = ["mails", "as expected", "joined", "tray", "copy", "report"]
        lines = [f"| shape | {' | '.join(names)} |", f"| --- |{' --- |' * len(names)}"]
        lines += [
            f"| {shape} | {' | '.join(str(row[name]) for name in names)} |" for shape, row in sums.items()
        ]
        return "\n".join(lines)


def corpus(parties: list[Party]) -> list[Case]:
    """Return all mails of the corpus for these threads, the same for the same seed."""
    seed = random.Random(SEED)  # noqa: S311 - the same mails each time
    answered, returned = parties[:ANSWERED], parties[ANSWERED:]
    found = [
        *ordinary.cases(answered, seed),
        *broken.cases(answered, seed),
        *handwritten.cases(answered[0]),
        *strangers.cases(answered, seed),
        *machines.cases(answered, seed),
        *machines.nameless_copies(answered, seed),
        *machines.same_ids(answered, seed),
        *machines.delays(returned, seed),
        *machines.bounces(returned, seed),
    ]
    return [*found, *machines.copies(found, seed)]


def run(*, at: datetime, with_large: bool) -> Result:
    """Deliver the corpus to a desk whose packs run, and return what became of it."""
    parties = world.make_parties(ANSWERED + RETURNED, at=at)
    answers = Outgoing.objects.exclude(template="pii_received")
    sent = answers.count()
    cases = corpus(parties)
    if with_large:
        cases.append(broken.large(parties[0], random.Random(SEED + 1)))  # noqa: S311 - the same mail each time
    seen = deliver(cases, at=at)
    return Result(seen, _lost(seen), _twice(seen), answers.count() - sent)


def _lost(seen: Iterable[Seen]) -> int:
    """Return how many mails are neither in a thread, nor in the tray, nor noted, nor a copy of such."""
    kept = set(Incoming.objects.values_list("id", flat=True))
    arrived = set(Arrival.objects.values_list("id", flat=True))
    return sum(one.arrival.id not in arrived or one.incoming.id not in kept for one in seen)


def _twice(seen: Iterable[Seen]) -> int:
    """Return how many mails became more than one post."""
    posts = Counter(Post.objects.filter(incoming__isnull=False).values_list("incoming_id", flat=True))
    firsts = Counter(one.incoming.id for one in seen if not one.arrival.is_copy)
    return sum(count > 1 for count in (*posts.values(), *firsts.values()))
