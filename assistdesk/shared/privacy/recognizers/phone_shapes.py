"""How telephone numbers are written: in brackets, with dots, in pairs, from abroad."""

import re

from assistdesk.shared.privacy.scanning import Cue, Scan
from assistdesk.shared.privacy.strengths import LABELLED, LIKELY, STRONG_SHAPE

JOINT = r"[ ]?[-./_ \u00b7\u2022][ ]?"
COUNTRY = rf"(?:(?:\+|00)?1(?:{JOINT})?)?"
WRITTEN = re.compile(
    rf"(?<!\w)(?<!\d[-.])(?:{COUNTRY}(?:[(\[]\d{{3}}[)\]][ ]?[-.]?[ ]?"
    rf"|\d{{3}}{JOINT})\d{{3}}(?:{JOINT})?\d{{4}}"
    r"|\+1\d{10})(?!\d)(?!-\d)"
)
BARE = re.compile(r"(?<![\w.$-])1?[2-9]\d{2}[2-9]\d{6}(?![\w-])(?!\.\d)")
ABROAD = re.compile(
    r"(?<!\w)(?:\+|011[ -])(?!1[ .-]?\d{3}[ .-]?\d{3})[1-9]\d{0,2}(?:[ .()-]{0,2}\d){6,12}(?![\w-])"
)
LOCAL = re.compile(r"(?<![\w.$-])(?<!\d[ /])[2-9]\d{2}[-. ]\d{4}(?![\w-])(?!\.\d)")
MISREAD = re.compile(
    r"(?<!\w)(?=(?:\D{0,3}\d){6})\(?[\dOoIlSB]{3}\)?[-. ]{1,2}[\dOoIlSB]{3}[-. ][\dOoIlSB]{4}(?!\w)"
)
SPACED = re.compile(
    r"(?<![\w.$-])(?:(?:\(\d{3}\)|\d{3})(?:[ .-]\d{2,4}){2,3}|\d{2}(?:[ .-]\d{2}){4}|\d(?:[ ]\d){9})"
    r"(?![\w-])(?!\.\d)"
)
NUMBER_OF = Cue(
    r"(?<![^\W_])(?:(?:her|his|their|my|su|mi)[ ](?:(?:home|own|new|right|correct|casa)[ ])?"
    r"(?:number|no\.|#|num|n[uú]mero)(?:[ ]is|[ ]es(?:[ ]el)?)?[ :]{1,2}"
    r"|(?:call|text|reach|dial|ring|ll[aá]m\w{1,5}|m[aá]rqu\w{1,4})[ ](?:(?:her|him|them|me)[ ])?(?:at"
    r"|on|al)[ ])$",
    re.IGNORECASE,
)
"""What leads to a number that only a telephone has: "her number is 606 555 01 82", "call her at 5550182"."""
LOCAL_BARE = re.compile(r"(?<![\w.$-])(?<!\d[ /])[2-9]\d{6}(?![\w-])(?!\.\d)")
SHAPES = (
    (WRITTEN, STRONG_SHAPE, "phone_written"),
    (ABROAD, STRONG_SHAPE, "phone_abroad"),
    (BARE, LIKELY, "phone_bare"),
    (LOCAL, LIKELY, "phone_local"),
    (LOCAL_BARE, LIKELY, "phone_local"),
    (MISREAD, LABELLED, "phone_misread"),
    (SPACED, LABELLED, "phone_spaced"),
)
SCAN = Scan(pattern for pattern, _, _ in SHAPES)
