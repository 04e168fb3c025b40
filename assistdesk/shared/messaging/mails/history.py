"""What a reply says itself, apart from its signature and the mail that it quotes: line by line, in one go."""

import re
from dataclasses import dataclass, field

LONGEST_SIGNATURE = 12
LOOK_AHEAD = 6
LONGEST_LINE = 400
MOST_SAID = 3  # lines over which a program breaks "On … wrote:"

_SAID_BY = re.compile(
    r"^\W{0,3}(?:(?:On|Am|Op|Den|Em|Il|Le|El|W dniu|Dne|Pada)\b.{3,}"
    r"(?:wrote|schrieb|schreef|skrev|escreveu|ha scritto|a écrit|escribi[oó]|napisał\(a\)|napsal\(a\))"
    r".{0,120}:|.{0,200}<[^<>@\s]+@[^<>\s]+>\s*(?:wrote|escribi[oó]|a écrit|schrieb)\s*:)\s*$",
    re.IGNORECASE,
)
_SAID_STARTS = re.compile(r"^\W{0,3}(?:On|Am|Op|Em|Il|Le|El|Den)\b.{3,}", re.IGNORECASE)
_WHEN = re.compile(r"[\d@]")  # a day, an hour or an address: without one it is a sentence of one's own
_ORIGINAL = re.compile(
    r"^[>\s]*(?:-{2,}|_{2,})\s*(?:Original Message|Mensaje original|Ursprüngliche Nachricht"
    r"|Message d'origine|Mensagem original|Forwarded message|Mensaje reenviado)\s*(?:-{2,}|_{2,})?\s*$"
    r"|^\s*(?:Begin forwarded message|Inicio del mensaje reenviado)\s*:\s*$",
    re.IGNORECASE,
)
_FROM = re.compile(r"^\s*\*?(?:From|De|Von|Da)\s*:\*?\s*\S", re.IGNORECASE)
_ALSO = re.compile(
    r"^\s*\*?(?:Sent|Date|To|Subject|Cc|Reply-To|Enviado(?: el)?|Fecha|Para|Asunto|Envoyé|À|Objet"
    r"|Gesendet|An|Betreff)\s*:\*?",
    re.IGNORECASE,
)
_RULE = re.compile(r"^\s*[_-]{10,}\s*$")
_PHONE = re.compile(
    r"^\s*(?:Sent from (?:my|Mail|Outlook|Yahoo|the)\b.{0,80}|Get Outlook for (?:iOS|Android)\b.{0,80}|"
    r"Enviado desde mi\b.{0,80}|Obtener Outlook para\b.{0,80}|Sent via\b.{0,80}|Envoyé de mon\b.{0,60})$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Split:
    """A reply's own words, and the rest of it in its order: signature, quoted mails."""

    own: str = field(repr=False)
    rest: str = field(repr=False)


def split(text: str) -> Split:
    """Return a reply's own words apart from the rest; nothing of it is left out of both.

    Answers below or between quoted lines are own words too. Where nothing would be left, all of it is own.
    """
    lines = text.splitlines()
    is_rest = _quoted(lines)
    _sign_off(lines, is_rest)
    own = _joined(lines, is_rest, wanted=False)
    if not own:
        return Split(text.strip(), "")
    return Split(own, _joined(lines, is_rest, wanted=True))


def _joined(lines: list[str], is_rest: list[bool], *, wanted: bool) -> str:
    kept = [line.rstrip() for line, rest in zip(lines, is_rest, strict=True) if rest is wanted]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip("\n ")


def _quoted(lines: list[str]) -> list[bool]:
    """Return for each line whether it is quoted, or says who is quoted."""
    is_rest = [line.lstrip().startswith(">") for line in lines]
    place = 0
    while place < len(lines):
        length = _head(lines, place)
        if not length:
            place += 1
            continue
        end = place + length
        is_rest[place:end] = [True] * length
        if not _is_marked(lines, end):
            is_rest[place:] = [True] * (len(lines) - place)
            break
        place = end
    return is_rest


def _head(lines: list[str], place: int) -> int:
    """Return over how many lines a quoted mail is introduced at `place`; 0 where none is."""
    line = lines[place][:LONGEST_LINE]
    if _ORIGINAL.match(line):
        return 1
    joined = ""
    for more, one in enumerate(lines[place : place + (MOST_SAID if _SAID_STARTS.match(line) else 1)]):
        if not one.strip() or (more and one.lstrip().startswith(">")):
            break
        joined = f"{joined} {one.strip()[:LONGEST_LINE]}".strip()
        if _WHEN.search(joined) and _SAID_BY.match(joined):
            return more + 1
    if _RULE.match(line):
        following = next(
            (at for at in range(place + 1, min(place + 3, len(lines))) if lines[at].strip()), None
        )
        return 1 if following is not None and _is_header_block(lines, following) else 0
    return 1 if _is_header_block(lines, place) else 0


def _is_header_block(lines: list[str], place: int) -> bool:
    """Tell whether Outlook's block `From: … Sent: …` begins here."""
    if not _FROM.match(lines[place][:LONGEST_LINE]):
        return False
    following = [one for one in lines[place + 1 : place + 1 + LOOK_AHEAD] if one.strip()]
    return bool(following) and bool(_ALSO.match(following[0][:LONGEST_LINE]))


def _is_marked(lines: list[str], place: int) -> bool:
    """Tell whether what is quoted from here on has `>` before its lines, so that its end can be seen."""
    following = next((line for line in lines[place : place + LOOK_AHEAD] if line.strip()), "")
    return following.lstrip().startswith(">")


def _sign_off(lines: list[str], is_rest: list[bool]) -> None:
    """Mark the signature: short, at the end of the own words, after `-- ` or as a phone writes it."""
    own = [place for place, rest in enumerate(is_rest) if not rest and lines[place].strip()]
    for count, place in enumerate(reversed(own[-LONGEST_SIGNATURE:]), start=1):
        line = lines[place]
        if line.rstrip("\r\n") in ("-- ", "--") or (count <= 2 and _PHONE.match(line[:LONGEST_LINE])):
            if any(one < place for one in own):
                for one in range(place, own[-1] + 1):
                    is_rest[one] = True
            return
