"""Why the guard said what it said of a text, in words for people."""

from assistdesk.shared.privacy import Opinion
from assistdesk.shared.privacy.kinds import PersonalType

WHY = {
    "incident_number": "six digits, a hyphen and seven digits: an incident number",
    "amount": "an amount of money",
    "alien_number": "the shape of an A-number",
    "immigration_receipt": "the shape of an immigration receipt number",
    "sevis": "the shape of a student's SEVIS number",
    "medicare_number": "the shape of a Medicare number",
    "driver_licence": "the shape of a driver's licence",
    "card_check_digit": "as long as a card number, and its check digit is right",
    "card_groups": "grouped like a card number",
    "ssn_grouped": "grouped like a Social Security number",
    "ssn_masked": "a masked Social Security number",
    "ssn_digit_by_digit": "nine digits, one by one",
    "ssn_spelled": "nine digits, spelled out",
    "ssn_bare": "nine digits, and no label says that they are something else",
    "ssn_last_four": "the last four digits of a Social Security number",
    "labelled_number": "the nearest label says so",
    "date_with_cue": "words beside it say that somebody was born then",
    "date_without_cue": "a date that nothing ties to a birth",
    "phone_written": "written like a telephone number",
    "phone_abroad": "written like a telephone number abroad",
    "phone_bare": "ten digits, and no label says that they are something else",
    "phone_local": "seven digits, and the label before them is for telephones",
    "known_phone": "in the marketplace's directory, or a party's own",
    "email": "a mail address",
    "email_disguised": "a mail address, written out in words",
    "known_email": "in the marketplace's directory, or a party's own",
    "address_labelled": "a house number and street, and words before it say that it is an address",
    "box": "a post office box or rural route",
    "directory_name": "in the marketplace's directory",
    "party_name": "between these people the message goes, or they help consumers",
    "organization_or_place": "ends like the name of an organization or place",
    "place": "a town, county or state",
    "plan": "the name of a plan",
    "link": "a link",
    "name_with_cue": "words before it say whose name it is",
    "name_with_cue_behind": "words behind it say whose name it is",
    "listed_name": "a given and a family name that people have",
    "name_by_model": "the names model takes it for a name",
    "name_by_lists_and_model": "on the list of names, and the names model does not object",
    "name_by_lists": "on the list of names (the names model is missing)",
    "known_value": "a known value of the client whom this is about",
}


def explain(text: str, opinions: list[Opinion]) -> list[str]:
    """Return a line for each opinion, in order: where, what, how strong, why, and whether it stands."""
    return [_line(text, one) for one in opinions]


def _line(text: str, one: Opinion) -> str:
    kind = "personal" if isinstance(one.type, PersonalType) else "allowed"
    fate = kind if one.stands else f"{kind}, but something stronger stands there"
    why = WHY.get(one.rule, "a house number and a street")
    words = text[one.start : one.end].replace("\n", "\\n")
    place = f"{one.start:5}-{one.end:<5} {one.type.value:14} {one.score:.2f}"
    return f"{place}  {words!r}: {why} [{one.rule}]; {fate}."
