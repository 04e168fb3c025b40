"""How mail addresses are written, also in words, and where anybody can have one."""

import re

from assistdesk.shared.privacy.scanning import Scan

LOCAL_PART = re.compile(r"[\w.%+'&!#$*/=?^{|}~-]{1,64}$")
DOMAIN = re.compile(r"[^\W_](?:[\w-]{0,62})(?:\.[\w-]{1,63}){1,8}")
SPOKEN = (
    r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|cero|uno|dos|tres|cuatro|cinco|seis|siete"
    r"|ocho|nueve|\d{1,4})"
)
DISGUISED = re.compile(
    r"(?<![\w.+-])(?:(?:\w[ ])?[\w.+-]{1,30}[ ](?:dot|punto|underscore|gui[oó]n bajo|dash)[ ]){0,3}"
    rf"(?:{SPOKEN}(?:[ ]{SPOKEN}){{0,5}}|[\w.+-]{{1,64}})[ ]?"
    r"(?:[(\[{<][ ]?(?:at|arroba)[ ]?[)\]}>]|[ ](?:at|arroba|@)[ ])[ ]?"
    r"[\w-]{1,63}(?:[ ]?(?:[(\[{<][ ]?(?:dot|punto)[ ]?[)\]}>]|[ ](?:dot|punto)[ ]|\.(?![ ]))"
    r"[ ]?[a-z][\w-]{1,62}){1,4}(?!\w)",
    re.IGNORECASE,
)
CERTAINLY_DISGUISED = re.compile(
    r"[(\[{<][ ]?(?:at|dot|arroba|punto)[ ]?[)\]}>]|[ ](?:dot|punto|arroba|@)[ ]", re.IGNORECASE
)
DISGUISES = Scan(
    [
        re.compile(
            r"[(\[{<][ ]?(?:at|dot|arroba|punto)[ ]?[)\]}>]|(?<=[ ])(?:dot|punto|arroba|@)[ ]", re.IGNORECASE
        )
    ]
)
"""The same, looked for where words and signs begin."""
SLIPS = re.compile(r"[@ ](?:gmail|yahoo|hotmail|outlook|icloud|aol|live|msn)(?![^\W_])", re.IGNORECASE)
SLIPPED = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}[ ]?@[ ]?(?:gmail|yahoo|hotmail|outlook|icloud|aol|live|msn)"
    r"(?:[ ]?[.,;][ ]?(?:com?|con|cmo|net|es|org|mx)(?![\w-])){0,2}(?![\w-])"
    r"|(?<![\w.+-])(?=[\w.+-]{0,63}[\d._-])[\w.+-]{3,64}[ ](?:gmail|yahoo|hotmail|outlook|icloud"
    r"|aol)\.com(?![\w-])",
    re.IGNORECASE,
)
"""An address at a provider that everybody knows, with a slip: "roe@ gmail.com", "roe77@gmail"."""
# Where anybody has an address: one of them in a directory makes no others staff's.
OPEN_PROVIDERS = frozenset(
    [
        "aol.com",
        "att.net",
        "bellsouth.net",
        "charter.net",
        "comcast.net",
        "cox.net",
        "earthlink.net",
        "example.com",
        "example.net",
        "example.org",
        "fastmail.com",
        "gmail.com",
        "gmx.com",
        "hotmail.com",
        "hotmail.es",
        "icloud.com",
        "live.com",
        "mac.com",
        "mail.com",
        "me.com",
        "msn.com",
        "outlook.com",
        "outlook.es",
        "pm.me",
        "proton.me",
        "protonmail.com",
        "qq.com",
        "roadrunner.com",
        "rocketmail.com",
        "sbcglobal.net",
        "twc.com",
        "ukr.net",
        "verizon.net",
        "windstream.net",
        "yahoo.com",
        "yahoo.com.mx",
        "yahoo.es",
        "ymail.com",
        "zoho.com",
    ]
)

EXAMPLES = (".example.com", ".example.net", ".example.org", ".test")
