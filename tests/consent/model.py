"""A small model of one helper who asks one client: what has to be true of it, said without a database."""

from dataclasses import dataclass, field

ANSWER, LEASE, GRACE, WINDOW, CONFIRM, READ = 90, 12, 5, 86_400, 1_800, 1_800
MOST, CAP = 3, 6
OPEN = ("pending", "approved")


@dataclass
class Asked:
    """One request; all times are in seconds of the model."""

    method: str
    started: int
    state: str = "pending"
    ending: str = ""
    lease: int | None = None
    away: int | None = None
    confirm_by: int = 0
    visits: int = 0

    def deadline(self) -> int:
        """Return when it is over if nothing happens."""
        if self.state == "approved":
            return self.confirm_by
        ends = [self.started + (ANSWER if self.method == "electronic" else READ)]
        ends += [one for one in (self.lease, self.away) if one is not None]
        return min(ends)


@dataclass
class Model:
    """Time, the requests in their order, and whether access is granted."""

    now: int = 0
    asked: list[Asked] = field(default_factory=list)
    granted: bool = False

    @property
    def last(self) -> Asked | None:
        """The newest request."""
        return self.asked[-1] if self.asked else None

    def settle(self) -> None:
        """End what is over."""
        for one in self.asked:
            if one.state in OPEN and self.now >= one.deadline():
                self._end(one)

    def _end(self, one: Asked) -> None:
        if one.state == "approved":
            one.ending = "unconfirmed"
        else:
            own = one.started + (ANSWER if one.method == "electronic" else READ)
            one.ending = "left" if one.deadline() < own else "no_response"
        one.state = "expired"

    def _recent(self) -> list[Asked]:
        found = [one for one in self.asked if one.started > self.now - WINDOW]
        granted = [place for place, one in enumerate(found) if one.state == "confirmed"]
        return found[granted[-1] + 1 :] if granted else found

    def ask(self, method: str) -> bool:
        """Ask; return whether that is possible now (an open request is returned again)."""
        self.settle()
        if self.granted:
            return False
        if self.last is not None and self.last.state in OPEN:
            return self.last.method == method
        recent = self._recent()
        if any(one.state == "denied" for one in recent):
            return False
        electronic = [one for one in recent if one.method == "electronic"]
        if method == "verbal":
            if not electronic or (electronic[-1].state, electronic[-1].ending) != ("expired", "no_response"):
                return False
        elif len(electronic) >= MOST or self._today() >= CAP:
            return False
        lease = self.now + LEASE if method == "electronic" else None
        self.asked.append(Asked(method, self.now, lease=lease))
        return True

    def _today(self) -> int:
        return sum(one.method == "electronic" and one.started > self.now - 86_400 for one in self.asked)

    def answer(self, state: str) -> bool:
        """Answer the newest request by link; return whether the answer counts, or is the same again."""
        one = self.last
        assert one is not None
        if one.state in (state, "confirmed" if state == "approved" else state):
            return True
        if one.state in ("approved", "confirmed", "denied"):
            return False
        if one.state == "pending" and one.away is not None:
            self.settle()
            if one.state == "pending":
                one.state, one.ending = "expired", "left"
            return False
        self.settle()
        if one.state != "pending":
            return False
        one.state, one.confirm_by = state, self.now + CONFIRM
        return True

    def look(self) -> None:
        """Open the page of the newest request."""
        self.settle()
        one = self.last
        if one is not None and one.state == "pending" and one.method == "electronic":
            one.lease, one.away, one.visits = self.now + LEASE, None, one.visits + 1

    def step_away(self) -> None:
        """Leave the page, as a browser says it."""
        one = self.last
        if one is not None and one.state == "pending" and one.method == "electronic" and one.away is None:
            one.away = self.now + GRACE

    def end(self, state: str) -> None:
        """Leave for good, or cancel."""
        self.settle()
        one = self.last
        if one is None or one.state not in (OPEN if state == "cancelled" else ("pending",)):
            return
        one.state, one.ending = ("expired", "left") if state == "left" else ("cancelled", "")

    def confirm(self) -> None:
        """Press Ok."""
        self.settle()
        if self.last is not None and self.last.state == "approved":
            self.last.state, self.granted = "confirmed", True
