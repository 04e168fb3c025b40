"""The words that make a date one of birth, or one of an event, in English and Spanish, as data."""

import re

from assistdesk.shared.privacy.scanning import Scan

KEYED = r"(?:says|shows?|has|reads|lists|states|dice|muestra|indica|tiene)"
PROOF = r"(?<!acta de )(?<!certificado de )(?<!partida de )(?<!registro de )"
CUE = re.compile(
    r"(?<![^\W_])(?:d[./]? ?o[./]? ?b\.?(?:'?s)?|dbo|dat(?:e|es)?[ _-]?of[ _-]?b(?:irth|irht|rith|ith"
    r"|rth|irh)s?"
    r"|(?:year|yr)[ _-]?of[ _-]?birth|yob|birth[ _-]?(?:dates?|dt|days?"
    r"|(?:mo(?:nth)?[ /]{1,2}(?:and )?)?(?:years?|yr))(?:'s)?|months?(?: (?:and|&)|/) ?years? of birth"
    r"|birth(?= (?:as|on|is|was) )"
    r"|b['/ -]?(?:days?|date)|b/d|bd(?= ?[:=#\d])|(?-i:b\.)(?= ?\d)|born|DMG\*D8\*"
    r"|turn(?:s|ed|ing)? \d{1,3}|(?:will|'ll|to|gonna) be \d{1,3}(?= (?:on|in) )|hits? \d{2}(?= on )"
    r"|(?:fechas?|fec\.?|f\.) ?(?:de )?na[cs](?:imientos?|\.)?|fech\.? nac\.?|fdn|f\.n\.|f/?n(?= ?[:=]| \d)"
    rf"|nac(?=[.:])\.?|{PROOF}na[cs](?:i(?:d[oa]s?|[oóò]|eron|miento)|[ií](?= (?:el|en|un) ))"
    rf"|(?:mes y )?a[nñ]o de nacimiento|cumplea[nñ]os"
    r"|cumpl(?:e|i[oó]|ir[aá])(?: (?:\d{1,3}(?: a[nñ]os)?|a[nñ]os))?"
    rf"|(?:birth cert(?:ificate|\.)?|(?:acta|certificado|partida) de nacimiento)(?= {KEYED}))(?![^\W\d_])",
    re.IGNORECASE,
)
CUES = Scan([CUE])
PLURAL = re.compile(r"(?:s|nacieron|nacid[oa]s)$", re.IGNORECASE)
EVENT_WORDS = (
    r"since|until|till|effective|eff\.?|submit(?:ted)?|received|sent|mailed|e-?mailed|called|spoke|moved"
    r"|married|divorced|updated|requested|attested|clos(?:es|ed)|terminat\w{1,5}|end(?:s|ed|ing)?"
    r"|start(?:s|ed|ing)?|expir\w{1,6}|enroll?ed|paid|charged|created|opened|issued|reported|signed|coverage"
    r"|surgery|appointment|due|by|begin(?:s|ning)?|beg[au]n|as of|added|denied|approved|applied|filed"
    r"|uploaded"
    r"|scheduled|hearing|scanned|faxed|hired|died|naturali[sz]ed|citizen|arrived|immigrated|retired"
    r"|deceased|released|incarcerated|disabled|law|act|version|form|rev\.?|dated"
    r"|desde|hasta|vigente|efectiv[oa]|enviad[oa]|recibid[oa]|llam(?:[oó]|ad[oa]|amos)|solicitad[oa]"
    r"|cobertura"
    r"|inici[oó]|termin[oó]|vence|venci[oó]|casad[oa]|mud[oó]|cita|cirug[ií]a|pagad[oa]|envi[oó]"
    r"|enviamos|audiencia"
)
EVENT = re.compile(
    rf"(?<![^\W_])(?:{EVENT_WORDS})[ \t:]{{1,3}}(?:(?:on|at|of|for|date|el|en|del?|a"
    rf"|para)[ \t:]{{1,3}}){{0,2}}$"
    r"|(?<![^\W_])(?:corrected|changed|verified|fixed|reviewed|confirmed|provided|entered|keyed|discussed"
    r"|corrigi[oó]|cambi[oó]|verific[oó]|actualiz[oó])[ \t](?:on|el)[ \t]$"
    r"|[,;(-][^,;]{0,40}(?<![^\W_])(?:hearing|appeal|effective|coverage|incident|ticket|deadline"
    r"|renewal|recert\w*"
    r"|term(?:ination|ed)?|enrollment|premium|payment|invoice|sep|audiencia|vigencia|cobertura"
    r"|incidente|cita|plazo"
    r"|renovaci[oó]n)(?![^\W_])[^,;]{0,20}$",
    re.IGNORECASE,
)
KIN = (
    r"sons?|daughters?|spouse|wife|husband|child(?:ren)?|kids?|bab(?:y|ies)|newborn|moms?|mother|dads?"
    r"|father|self"
    r"|dep(?:endents?)?|partner|twins?|brother|sister|client|consumer|applicant|primary|secondary"
    r"|oldest|youngest"
    r"|hij[oa]s?|espos[oa]|marido|mujer|ni[nñ][oa]s?|beb[eé]|mam[aá]|madre|pap[aá]|padre|herman[oa]"
    r"|c[oó]nyuge|cliente"
)
RELATIVE = (
    r"sons?|daughters?|spouse|wife|husband|child|kid|baby|newborn|mom|mother|dad|father|brother|sister"
    r"|dep(?:endent)?"
    r"|twins?|(?:step|grand)(?:son|daughter)|niece|nephew|hij[oa]|espos[oa]|marido|ni[nñ][oa]|beb[eé]"
    r"|mam[aá]|madre"
    r"|pap[aá]|padre|herman[oa]|c[oó]nyuge|dependiente"
)
BESIDE_RELATIVE = re.compile(
    rf"(?<![^\W_])(?:{RELATIVE})[ \t]?[:,#]?[ \t]?(?:\d[ \t]?[:,]?[ \t]?)?(?:is[ ]|es[ ])?"
    r"(?-i:(?:\"?[A-Z][\w'.-]*\"?[ ]?){1,4})[ \t]?(?:[,(-][ \t]?)?$|(?<![^\W_])(?:newborn|baby|beb[eé]"
    r"|reci[eé]n nacid[oa])[ \t]?(?:(?:came|arrived|(?:was )?delivered|lleg[oó])[ ](?:on[ ]"
    r"|el[ ])?)?[,(-]?[ \t]?$"
    rf"|[(,-][ ]?(?:{RELATIVE})[ ]?[,:][ ]?$"
    r"|,[ ](?:both|ambos|gemel[oa]s|mellizos)[ ,:]{1,2}(?:born[ ])?$|(?<![^\W_])(?:twins"
    r"|gemel[oa]s)[,:(][ ]?$",
    re.IGNORECASE,
)
"""A relative, perhaps with a name, right before a date: "her son Ben (4/5/2016)"."""
LISTED = re.compile(
    r"[ \t>*-]*(?:\d{1,2}[.)][ ]?)?(?:[^\W\d_][\w'.-]*[ ]?){1,4}(?:\([^)\n]{0,20}\)[ ]?)?[ ]?[-:,(|/][ ]?"
)
"""What stands before the date in a line of a list: "2) Ana Roe - "."""
HEADED = re.compile(
    r"(?:[ ]?[/,|][ ]?[\w# ]{1,14}){0,5}(?:[ ]\w{1,10})?[ ]?:[ ]?(?:[^\n:]{1,40}[ ]?[/,;|][ ]?){0,5}",
    re.IGNORECASE,
)
"""What goes on between a cue and its date in "SSN/DOB/ZIP: 900-12-3456 / 19850314 / 40202"."""
SOURCES = (
    r"portal|ssa|ids?|card|license|passport|system|application|app|doc(?:ument)?|records?|sistema|solicitud"
)
BETWEEN = (
    r"[ \t:;,/&()\[\]>.\"|-]|(?<![^\W_])(?:and|or|should|be|is|was|are|instead|of|not|but|to|vs|versus"
    r"|changed|her|his"
    r"|corrected|correct|right|wrong|actual|actually|reads?|it|the|real|shows?|says?|has|y|o|e|debe|ser"
    r"|es|no|sino|en"
    r"|prim[oa]|cousin|niece|nephew|sobrin[oa]|niet[oa]|grand(?:son|daughter|child)|t[ií][oa]|uncle|aunt"
    rf"|lugar|de|del|el|la|un|una|era|a|su|correct[oa]|dice|from|my|our|'s|s|mine|hers|while|whereas|mi"
    rf"|mis|m[ií][ao]|suy[ao]|tu|otr[ao]|other|el|on|born|naci[oó]|listed|now|currently|both|also|we"
    rf"|have|had|system|i|they|put|gave|entered|keyed|dob|{KIN}|{SOURCES})(?![^\W_])"
)
JOINED = re.compile(rf"(?:{BETWEEN}){{0,24}}", re.IGNORECASE)
JOINED_PLURAL = re.compile(
    rf"(?:{BETWEEN}|\n|\*|\d[.)][ ]|(?-i:[A-Z][a-z]{{1,15}}))" + r"{0,30}", re.IGNORECASE
)
OWNER = (
    r"(?:(?:the|her|his|their|my|our|your|a|la|el|su|mi|new|correct|real|wrong|actual|client's)[ \t]){0,2}"
)
SAID_BEHIND = re.compile(
    r"[ \t]{0,2}(?:is|was|es|as|for|como|para)[ \t]"
    rf"(?:(?:what|lo que)[ \t](?:\w+[ \t]){{1,4}}?(?:as|for|como)[ \t])?{OWNER}",
    re.IGNORECASE,
)
MARKED_BEHIND = re.compile(rf"[ \t]{{0,2}}[(\[=][ \t]?{OWNER}", re.IGNORECASE)
BARE_BEHIND = re.compile(r"[ \t]{0,2}(?:[/|-][ \t]?)?", re.IGNORECASE)
CHANGE = re.compile(
    r"[ \t]+(?:chang\w+|mis-?match\w*|correct\w*|verif\w+|issues?|errors?|updat\w+|proof|review\w*"
    r"|requests?|discrep\w+"
    r"|inconsist\w+|was|is|not|does|doesn't|cambi\w+|incorrect\w*|error|no)(?![^\W_])",
    re.IGNORECASE,
)
LONG_AGO = re.compile(
    r"(?:\D|^)(?:19\d\d|200\d|201[0-2])(?:\D|$)|^\d{1,2}([/-])\d{1,2}\1(?:[4-9]\d|0\d)$"
    r"|[a-z]{3,}[./ -]?'?[4-9]\d$",
    re.IGNORECASE,
)
LONG_AGO_WITH_DOTS = re.compile(r"\d{1,2}\.\d{1,2}\.(?:[4-9]\d|0\d)")
"""A date only where it has a line to itself: versions of programs are written so too."""
PLACEHOLDER = re.compile(r"0?1[/-]0?1[/-]1900|1900-01-01|12/31/99")
EVENT_SINCE = re.compile(
    r"(?<![^\W_])(?:married|marriage|divorce\w*|natural\w+|citizen\w*|arriv\w+|entry|entered the"
    r"|entered u|immigra\w+|hired?"
    r"|retire\w*|died|death|deceased|disab\w+|since|law|act|rev|dated|issued|expir\w+|employ\w+"
    r"|effective|casad[oa]|matrimonio"
    r"|ley|desde|lleg[oó]|ciudadan[oa]|muri[oó]|falleci\w+|(?:retro|check|grant|notice|letter|start"
    r"|sign|end|term|issue)(?: |-)date)(?![^\W_])[^\n]{0,30}$",
    re.IGNORECASE,
)
ENDS = re.compile(r"[ \t]*(?:[,.;)\]|]|$|\n)")
ASKED = re.compile(
    r"(?:,[^\n?]{0,25})?[ \t]*[?:.]{0,2}[ \t]*\n[ \t>]*[^\W\d_]{2,12}(?: [\w.()]{2,14}){0,2}:[ \t]*"
    r"(?:(?:it's|its|it is|the|es|el|on|um,?|uh,?|yes,?|s[ií],?) ){0,3}",
    re.IGNORECASE,
)
"""What stands between a question for the date of birth and its answer in the next line of a chat."""
NAMES_IT = re.compile(r"(?<![^\W_])(?:is|was|as|are|be|es|era|como|ser)[ \t:]{1,3}$|:[ \t]?$", re.IGNORECASE)
NEXT_SENTENCE = re.compile(
    rf"[^\n.!?]{{0,40}}[.!?][ \t]+(?:[\w']+[ \t]+){{1,3}}?{KEYED}[ \t:]{{1,3}}", re.IGNORECASE
)
