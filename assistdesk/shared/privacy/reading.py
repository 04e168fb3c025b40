"""A text as recognizers get it: normalized, with its labels found, and who may be named in it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property

from assistdesk.shared.privacy import columns, gaps
from assistdesk.shared.privacy.kinds import AllowedType, Kind, PersonalType
from assistdesk.shared.privacy.label_words import BANKS
from assistdesk.shared.privacy.labels import Label, labels_in
from assistdesk.shared.privacy.names import colleagues, procedure
from assistdesk.shared.privacy.parties import Directory, Parties
from assistdesk.shared.privacy.scanning import Places

REACH = 45
LIST_REACH = 160
ANAPHORA_REACH = 90
CLOSE_BEHIND = re.compile(
    r"[ \t]{1,2}(?:-[ \t]{1,2})?"
    r"(?:(?:is|are|was)[ \t](?:the[ \t])?|(?:as|for)[ \t](?:the|her|his|their|my)[ \t])?",
    re.IGNORECASE,
)
ENDS = re.compile(r"[ \t]*(?:[,.;:)\]|]|$|\n)")
PAPERS = frozenset({PersonalType.PASSPORT, PersonalType.ALIEN_NUMBER, PersonalType.DRIVER_LICENSE})
PAPER_REACH = 60
NAMED_AGAIN = PAPERS | {PersonalType.MEMBER_ID, PersonalType.CREDIT_CARD, PersonalType.IMMIGRATION_ID}
"""What is spoken of first, and its number named behind: "Medicaid in Ohio, id 402"."""
COUNTED = frozenset({AllowedType.CASE_NO, AllowedType.TICKET, AllowedType.APP_ID, AllowedType.INCIDENT_NO})
QUOTED = re.compile(
    r"[ \t>|]*(?:\[?\d{1,2}:\d\d(?::\d\d)?(?:[ ]?[ap]m)?\]?[ ]?)?"
    r"(?:[^\W\d_][\w.'()-]{0,13}(?:[ ][\w.'()-]{1,14}){0,2}"
    r"(?::|[ ]{1,2}\d{1,2}:\d\d(?:[ ]?[ap]m)?))?[ \t>]*",
    re.IGNORECASE,
)
"""What stands before the words of a line of a chat or of a quoted mail."""
ANSWER_ENDS = re.compile(r"[ \t]*[.,;!]?[ \t]*(?:\n|$)")
ASKED_REACH = 90
LONG_CODE = re.compile(
    r"[A-Za-z]{0,3}-?\d{6,12}(?![\w-])|[A-Z]{1,3}\d{5}(?![\w-])"
    r"|\d{9,10}[A-Z]\d{0,2}(?![\w-])|[A-Z]{1,2}[ ]\d{2,4}(?:[ ]\d{2,4}){1,3}(?![\w-])"
)
ACCOUNT = re.compile(r"\d{8,9}(?![\w-])|\d{11,17}(?![\w-])|\d{4}(?:[ ]\d{4}){1,3}(?![\w-])")
"""A bank account's number; ten digits are a telephone's."""
BANK = re.compile(rf"(?:{BANKS})(?:[ \t]bank)?", re.IGNORECASE)
"""A bank's name says what the number behind it is, and nothing of the one before it."""
ENTRY_PAPER = re.compile(r"i-?94|visa|sevis|n-?5[57]0|naturali|green card|certificado de nat", re.IGNORECASE)
RIGHT_OF_VALUE = re.compile(
    r"[ \t]{0,2}(?:[(\[=][ \t]?|(?:is|was|es)[ \t](?:the|her|his|their|my|an?|el|su)[ \t])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Reading:
    """One normalized text and what is known about it before any recognizer looks.

    Its labels are looked for when one is first asked for: most texts hold nothing that needs one.
    """

    text: str = field(repr=False)
    directory: Directory = field(repr=False)
    parties: Parties = field(repr=False)
    asks_model: bool = True
    """Whether the names model is asked about words that rules and lists leave open."""
    helpers: dict[tuple[int, int], bool] = field(default_factory=dict, repr=False, compare=False)
    """Of each run of words that was asked about by its place, whether it is a helper's name."""

    @cached_property
    def places(self) -> Places:
        """Where words, numbers and signs begin."""
        return Places.of(self.text)

    @cached_property
    def is_about_consumers(self) -> bool:
        """Whether anything besides names points to a consumer."""
        return colleagues.is_about_consumers(self.text, self.places)

    @cached_property
    def is_about_work(self) -> bool:
        """Whether the text is about the work among colleagues."""
        return procedure.is_about_work(self.text)

    @cached_property
    def labels(self) -> tuple[Label, ...]:
        """The labels in order of place."""
        known = self.directory
        return labels_in(
            self.text,
            allowed_labels=known.allowed_labels,
            names=known.names,
            brands=known.brands,
            places=self.places,
        )

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """Where the labels end, in the same order."""
        return tuple(label.end for label in self.labels)

    @cached_property
    def starts(self) -> dict[int, Label]:
        """The labels by where they start."""
        return {label.start: label for label in self.labels}

    def label_of(self, start: int, end: int, *, among: Collection[Kind]) -> Label | None:
        """Return the label that says what the value at `start` to `end` is, None where none does.

        It is the nearest one on the left whose kind is `among` those asked for: a strong label of
        a personal kind within 45 characters of the same sentence; any other only if nothing but
        connecting words or a list's earlier values stand between, so that "I have no case number,
        she gave 402" allows nothing. A label alone on the line above counts as beside it. One right
        behind the value, "402 (case number)", decides where none on the left does, and always if
        it is personal.
        """
        behind = self._on_the_right(end, among=among)
        if behind is not None and isinstance(behind.kind, PersonalType):
            return behind
        above = self._above(start, among=among)
        if above is not None:
            return above
        for label in self.labels_before(start):
            if label.kind in among and self._speaks_for(label, start):
                return self._head_of(label, start, among=among)
        return behind or self._close_behind(end, among=among) or self._asked(start, end, among=among)

    def labels_before(self, start: int) -> list[Label]:
        """Return the labels near enough on the left of `start`, the nearest first."""
        last = bisect_right(self.ends, start)
        near: list[Label] = []
        while last and start - self.labels[last - 1].end <= LIST_REACH:
            last -= 1
            near.append(self.labels[last])
        return near

    def end_of_label(self, place: int) -> int | None:
        """Return where the label ends that covers `place`, None where none does."""
        following = bisect_right(self.ends, place)
        if following == len(self.labels) or self.labels[following].start > place:
            return None
        return self.labels[following].end

    def _speaks_for(self, label: Label, start: int) -> bool:
        gap = gaps.without_leader(self.text[label.end : start])
        if isinstance(label.kind, PersonalType) and gaps.is_denied(
            self.text[max(0, label.start - REACH) : label.start]
        ):
            return False
        if gaps.is_list(gap, plural=self.text[label.end - 1] in "sS"):
            return True
        if isinstance(label.kind, PersonalType) and gaps.is_change(gap):
            return True
        if label.kind in COUNTED and gaps.is_merge(gap):
            return True
        if len(gap) <= ANAPHORA_REACH and (gaps.refers_back(gap) or gaps.is_relative_clause(gap)):
            return True
        return len(gap) <= ANAPHORA_REACH and self._reaches(label, gap, start)

    def _reaches(self, label: Label, gap: str, start: int) -> bool:
        """Tell whether a label speaks over `gap`, which is no list, for what begins at `start`."""
        allowed = isinstance(label.kind, AllowedType)
        if allowed and not label.strong:
            return gaps.is_adjacent(gap) or (label.kind in COUNTED and gaps.is_announced(gap))
        if allowed or not label.strong or len(gap) > REACH or gaps.breaks_off(gap):
            if gaps.is_connected(gap) or (not allowed and gaps.is_described(gap)):
                return True
            is_near = (
                (label.kind in PAPERS or self._is_entry(label))
                and len(gap) <= PAPER_REACH
                and not gaps.breaks_off(gap)
            )
            is_again = label.kind in NAMED_AGAIN and gaps.is_named_again(gap)
            return (
                is_again or (is_near and self._is_paper(label, start)) or self._is_account(label, gap, start)
            )
        return True

    def _is_entry(self, label: Label) -> bool:
        """Tell whether a label names a paper of the immigration service that is nothing else."""
        is_its = label.kind is PersonalType.IMMIGRATION_ID
        return is_its and ENTRY_PAPER.match(self.text, label.start, label.end) is not None

    def _is_paper(self, label: Label, start: int) -> bool:
        """Tell whether a long code begins at `start`; a licence's begins with a letter."""
        is_licence = label.kind is PersonalType.DRIVER_LICENSE
        return LONG_CODE.match(self.text, start) is not None and (
            not is_licence or self.text[start].isalpha()
        )

    def _is_account(self, label: Label, gap: str, start: int) -> bool:
        """Tell whether digits as of an account begin at `start`, in a sentence about a bank or an account."""
        if label.kind is not PersonalType.BANK_ACCOUNT or len(gap) > REACH or gaps.breaks_off(gap):
            return False
        is_verb = self.text[label.start : label.end].lower() == "checking"
        return not is_verb and ACCOUNT.match(self.text, start) is not None

    def _head_of(self, label: Label, start: int, *, among: Collection[Kind]) -> Label:
        """Return the personal label that `label` only describes: the SSN in "SSN for the case is 402".

        In "SSN on case 402" the number stands right after "case", which keeps it.
        """
        if isinstance(label.kind, PersonalType) or not gaps.has_verb(self.text[label.end : start]):
            return label
        before = self.text[max(0, label.start - REACH) : label.start]
        if not gaps.ends_in_preposition(before):
            return label
        for other in self.labels_before(label.start):
            if (
                label.start - other.end <= REACH
                and other.kind in among
                and isinstance(other.kind, PersonalType)
            ):
                return other
        return label

    def _above(self, start: int, *, among: Collection[Kind]) -> Label | None:
        """Return the label at the head of the column of a table in which the value stands."""
        cell = columns.head_of(self.text, start)
        if cell is None:
            return None
        first = bisect_left(self.ends, cell[0] + 1)
        inside = [
            one for one in self.labels[first : first + 4] if one.start >= cell[0] and one.end <= cell[1]
        ]
        found = next((one for one in inside if one.kind in among), None)
        is_told = found is not None and isinstance(found.kind, AllowedType) and self._is_called(start)
        return None if is_told else found

    def _is_called(self, start: int) -> bool:
        """Tell whether a personal label and nothing but blanks stand right before a value in its line."""
        label = next(iter(self.labels_before(start)), None)
        between = self.text[label.end : start] if label is not None else "?"
        return label is not None and isinstance(label.kind, PersonalType) and not between.strip(" \t")

    def is_answer(self, start: int, end: int) -> bool:
        """Tell whether a value stands alone in its line, below another one."""
        line = self.text.rfind("\n", 0, start) + 1
        return bool(line and QUOTED.fullmatch(self.text, line, start) and ANSWER_ENDS.match(self.text, end))

    def _asked(self, start: int, end: int, *, among: Collection[Kind]) -> Label | None:
        """Return the label of the question that a value alone in its line answers, in the line above."""
        if not self.is_answer(start, end):
            return None
        line = self.text.rfind("\n", 0, start) + 1
        asked = len(self.text[:line].rstrip(" \t>\n"))
        above = self.text.rfind("\n", 0, asked) + 1
        last = bisect_right(self.ends, asked)
        if not last or self.labels[last - 1].start < max(above, asked - ASKED_REACH):
            return None
        label = self.labels[last - 1]
        has_value = any(character.isdigit() for character in self.text[label.end : asked])
        return label if label.kind in among and not has_value else None

    def _close_behind(self, end: int, *, among: Collection[Kind]) -> Label | None:
        """Return a label that ends what is said behind a value: "402 - case number", "912 ITIN"."""
        behind = CLOSE_BEHIND.match(self.text, end)
        label = self.starts.get(behind.end()) if behind else None
        if label is None or label.kind not in among or not ENDS.match(self.text, label.end):
            return None
        return label if isinstance(label.kind, PersonalType) or label.strong else None

    def _on_the_right(self, end: int, *, among: Collection[Kind]) -> Label | None:
        behind = RIGHT_OF_VALUE.match(self.text, end)
        label = self.starts.get(behind.end()) if behind else None
        if label is None or label.kind not in among or gaps.is_followed_by_value(self.text, label.end):
            return None
        return None if BANK.fullmatch(self.text, label.start, label.end) else label


def read(text: str, *, directory: Directory, parties: Parties, asks_model: bool = True) -> Reading:
    """Return the reading of a normalized text."""
    return Reading(text, directory, parties, asks_model)
