"""Words beside a name that say whose it is: a consumer's, or somebody's who helps them."""

import re

from assistdesk.shared.privacy.scanning import Cue, Ending

RELATIVES = (
    r"wife|husband|hubby|dtr|spouse|comadre|compadre|madrina|padrino|god(?:mother|father|son|daughter)|sons?|daughters?|child(?:ren)?|kids?|baby|newborn|infant|mother|father|parents|mom|mum|dad|brother|sister"
    r"|uncle|aunt|niece|nephew|cousin|grand(?:son|daughter|mother|father|child|ma|pa)|(?:step|half)-?[ ]?(?:son"
    r"|daughter|child|father|mother|brother|sister)|(?:mother|father|son|daughter|sister|brother)-in-law|twins?"
    r"|partner|boyfriend|girlfriend|fianc[ée]e?|ex|guardian|widow(?:er)?|dependents?|dep|spouse's|roommate|tax filer"
    r"|espos[oa]|marido|mujer|hij[oa]s?|hijastr[oa]|niñ[oa]s?|nen[ea]s?|beb[ée]|madre|padres?|gemel[oa]s|mam[aá]|pap[aá]|herman[oa]s?|t[ií][oa]"
    r"|prim[oa]s?|sobrin[oa]s?|niet[oa]s?|abuel[oa]|suegr[oa]|cuñad[oa]|yerno|nuera|viud[oa]|pareja|novi[oa]"
    r"|c[oó]nyuge|dependientes?"
)
CONSUMERS = (
    r"clients?|cl|consumers?|customers?|cust|cx|members?|mbr|enrollees?|applicants?|subscribers?|beneficiar(?:y|ies)"
    r"|recipients?|patients?|residents?|insured|policy ?holders?|primary|card ?holder|account ?holder|householder"
    r"|head of household|hoh|individual|student|claimant|refugee|taxpayer|payee|authori[sz]ed rep(?:resentative)?"
    r"|clientes?|consumidor(?:a|es)?|solicitantes?|beneficiari[oa]s?|afiliad[oa]s?|asegurad[oa]s?|miembros?"
    r"|pacientes?|residentes?|titular|estudiante|representante autorizad[oa]"
)
TITLES = r"mr|mrs|ms|miss|mx|mister|missus|sr|sra|srta|srita|sñra?|señora?|señorita|senora?|don|doña|dr|dra|rev|pastor|el señor"
NAMED = (
    r"(?:first|last|middle|given|family|maiden|full|legal|sur|client|consumer|member|applicant|subscriber|patient"
    r"|insured|spouse|account|cardholder|preferred|married|birth|former|new|old|correct|customer) ?names?(?: is| was)?"
    r"|names?(?: is| was| of)?|surname|named|name changed (?:from|to)|f/?n|l/?n|goes by|known as|a/?k/?a|n[eé]e"
    r"|(?:primer |segundo )?nombre(?:s|\(s\))?(?: completo| legal)?(?: es)?|(?:primer |segundo )?apellidos?(?: paterno| materno)?(?: es| son)?|se llama|llamad[oa]|a nombre de|en nombre de"
    r"|who(?:'s| is)|qui[eé]n es|me llamo|mi nombre es|conocid[oa] como|le dicen|on behalf of|under the name(?: of)?|in the name of|made out to|signed by|belongs to|regarding"
    r"|(?:mr|mrs|ms)\.? and (?:mr|mrs|ms)|name on (?:the )?(?:card|file|acc(?:oun)?t|check)"
)
WEAK = (
    r"for|to|of|on|with|from|by|about|re|and|its|it's|this is|i am|i'm|soy|habla|called|helping|told|asked|add|added|adding|remove|removed|removing|y|para|de|con"
    r"|a|por|sobre|que|agregar|quitar|fw|fwd|between|hi|hello|dear|hola|estimad[oa]|assist|assisting|into|under|if|did"
    r"|does|is|can|has|was|why|w/|see|contact|call|email|because|when|transfer|cancel|enroll|enrolled|ayuden? a|ayudar a"
)
OFTEN = r"never|still|also|just|already|recently|always|only|currently|a[uú]n|todav[ií]a|ya|nunca|siempre"
DOES = (
    r"wants?|says|said|states|stated|reports?|reported|claims|thinks|asked|asks|told|called|calls|lost[ ](?:her|his|their|job)"
    r"|moved|applied|enrolled|needs[ ](?:to[ ]|her|his|an?[ ])|lives|speaks|(?:got|gets|received|receives|pays|paid)[ ]"
    r"(?:her|his|their|an?|two|both)|turn(?:s|ed)[ ]\d|cannot|can[ ]?not|can't|couldn't|doesn't|didn't|hasn't|wasn't"
    r"|isn't[ ](?:able|on|in|eligible|getting|showing)|has[ ](?:an?|two|been|no[ ](?:pcp|card|coverage|insurance|income|ssn))"
    r"|is[ ](?:my[ ](?:client|daughter|son|wife|husband)|not[ ](?:on|in|able|applying|getting|eligible|showing)|pregnant|asking|calling|trying|getting|applying|eligible"
    r"|enrolled|waiting|upset|married|my|her|his|the[ ](?:mother|father|son|daughter|client|consumer|member))"
    r"|was[ ](?:told|denied|born|enrolled|removed|dropped|approved|terminated|added|charged)"
    r"|dej[oó][ ]de|quiere|dice|dijo|perdi[oó]|llam[oó]|necesita|vive|gana|trabaja|tiene|recibi[oó]|est[aá][ ](?:embarazada|esperando)"
    r"|(?:no|ya)[ ](?:puede|califica|tiene|recibe|ha|quiere|pag[oó]|vive|aparece)"
)
ACTS = re.compile(rf"[ ](?:(?:{OFTEN})[ ])?(?:{DOES})(?![^\W\d_])", re.IGNORECASE)
"""What only people do: "Joy wants", "Angel no califica"."""
OWNS = re.compile(
    r"'s?[ ](?:(?:new|old|own|correct|two)[ ])?(?:aptc|plan|premium|coverage|application|app|account|case|income|mom|mother|dad"
    r"|father|wife|husband|son|daughter|kids?|children|child|card|dob|ssn|address|medicaid|tax|employer|job|renewal|policy"
    r"|eligibility|phone|email|name|identity|documents?|proof|paystubs?|citizenship|immigration|kog|password)(?![^\W\d_])",
    re.IGNORECASE,
)
BETWEEN = r"(?:[ \t]*[:#=\"'(>|-]{0,3}[ \t]*)"
POSSESSIVE = r"(?:'s?|s')?"
STRONG = Cue(
    rf"(?<![^\W_])(?:(?P<title>{TITLES})\.?|(?:{RELATIVES}|(?:{CONSUMERS})\d?|{NAMED}){POSSESSIVE}"
    rf"(?:[ ](?:is|was|es|era|and|or|y|e|,))?)"
    rf"{BETWEEN}$",
    re.IGNORECASE,
)
KIN_BEFORE = Ending(rf"(?<![^\W_])(?:{RELATIVES})[ ]$")
OWN_KIN = Ending(rf"(?<![^\W_])(?:my|his|her|their|mi|sus?)[ ](?:{RELATIVES})[ ]$", re.IGNORECASE)
AND_KIN = re.compile(rf"[ ](?:and|&|y)[ ](?:his|her|their|sus?)[ ](?:{RELATIVES})(?![^\W\d_])", re.IGNORECASE)
LABEL = Cue(
    rf"(?<![^\W_])(?:(?:{CONSUMERS})\d?|{RELATIVES}|{NAMED})(?:[ ]?(?:name|info|nombre))?[ \t]*[:=|][ \t]*\"?$",
    re.IGNORECASE,
)
CALLED = Cue(
    r"(?<![^\W_])(?:named|name(?:[ ]on[ ](?:the[ ]|her[ ]|his[ ]|file)?\w{0,10})?(?:'s| is| was| says| reads)?|goes by|known as|a/?k/?a|se llama(?:n|ba)?|me llamo|nombre es|(?:client|member|consumer|applicant|patient|first"
    r"|last|full|spouse|child)(?:'?s)? name[ \t]*[:=-])[ \t]*$",
    re.IGNORECASE,
)
I_AM = Ending(
    r"(?:^|[\n.!?,:\"“>][ ]{0,2})(?:(?:hi|hello|hey|hola|buenas|buenos d[ií]as|yeah|oiga|oye)[ ,]+(?:[^\W\d_]+[ ,]+)?)?"
    r"(?:i'?m|i am|soy|yo soy|(?:le|les|te) habla|le escribe)[ ]$"
    r"|(?<![^\W_])(?P<whom>lady|gentleman|guy|girl|(?:wo)?man|client|consumer|customer|member|caller|patient|señora|clienta?|muchacha)"
    r"(?:'?s| is| es)[ ]$",
    re.IGNORECASE,
)
"""Behind this stands somebody's name, in small letters too: "im destiny", "the lady is opal"."""
MILD = Cue(rf"(?<![^\W_])(?:{WEAK}){BETWEEN}$", re.IGNORECASE)
TITLE = Ending(rf"(?<![^\W_])(?:{TITLES})\.?[ ]$", re.IGNORECASE)
SURE_TITLE = Ending(
    r"(?<![^\W_])(?:Mrs?\.?|Ms\.|don|[Dd]oña|Sr(?:t?a)?\.|[Ss]eñor(?:a|ita)?"
    r"|(?:(?<![A-Za-z][ ])|(?<=[ ][a-z][ ])|(?<=[ ][a-z]{2}[ ])|(?<=[ ][a-z]{3}[ ]))Don)[ ]$"
)
"""What stands before somebody's name and before nothing else."""
HELPERS = (
    r"agents?|produc(?:ers?)|brokers?|navigators?|assisters?|(?:case|social|eligibility|intake)[ -]?workers?|workers?|cac"
    r"|representative|reps?|rep\.|csr|supervisor|manager|specialist|analyst|operator|team lead|counselor|enroller|tech"
    r"|pcp|provider|physician|dentist|therapist|assign(?:ed)? to|reassign(?:ed)? to|(?:team|unit|shift|navigator) lead|director"
    r"|coordinator|team member|staff(?: member)?|examiner|attorney|(?:hearing|eligibility)?[ ]?officer|judge|alj"
    r"|commissioner|interpreter|translator|trainer|co-?worker|colleague|boss|actuary|attention|attn\.?|doctor|nurse"
    r"|receptionist|deputy|vendor|delegates?|(?:our|my|your|his|office|program)[ ](?:assistant|intern|secretary)"
    r"|your[ ]lead|new[ ]hire|aor(?:[ ]shows)?|business[ ]partner|delegad[oa]"
    r"|agentes?|productor(?:a|es)?|corredor(?:a|es)?|navegador(?:a|es)?|trabajador(?:a)?(?: social)?"
    r"|representante|supervisora?|asistente|gestora?|asesora?|jef[ea]|licenciad[oa]|m[eé]dic[oa]|doctora|enfermer[oa]"
    r"|evaluator|auditor|adjudicator|underwriter|(?:acc(?:oun)?t|office|case)[ ]m(?:anager|gr)|volunteer|organizer"
    r"|presenter|scheduler|evaluadora?|auditora?|coordinadora?|gerente|directora?|secretari[oa]|voluntari[oa]"
    r"|capacitadora?|encargad[oa]|notary(?:[ ]public)?|notari[oa]|int[eé]rprete|compa[nñ]er[oa]|recepcionista|juez(?:a)?|funcionari[oa]"
)
HELPER_BEFORE = Cue(
    rf"(?<![^\W_])(?<!authorized )(?<!auth )(?<!legal )(?<!personal )(?:{HELPERS})"
    r"(?:[ ](?:named|is|was|name|called|there[ ]is|anterior|actual|nuev[oa]|asignad[oa]|de[ ]turno))?"
    r"(?:(?:[ ](?:last[ ]time|in[ ](?:that|this|our|the)[ ]unit|on[ ](?:this|the|that|her|his)[ ]case|that[ ]day|there|here|now|today))?"
    r"[ ](?:is|was|are|were|es|era|son))?(?:[ \t]*[:,(-]?[ \t]*)(?:(?:[Dd]ra?|[Mm]rs?|[Mm]s|[Ss]ra?)\.?[ ])?$",
    re.IGNORECASE,
)
DONE_BY = Ending(
    r"(?<![^\W_])(?:(?:re-?)?opened|(?:re-?)?assigned|closed|keyed|worked|handled|logged|reviewed|approved|processed|scanned"
    r"|escalated|resolved|routed|(?:last[ ])?touched|acknowledged|prepared|(?:se[ ])?(?:le[ ])?(?:asign[oó]|escal[oó]|turn[oó])|atendid[oa]|revisad[oa]|procesad[oa]|escalad[oa]|asignad[oa]|cerrad[oa])"
    r"(?:[ ][\d/.:-]{3,10}){0,2}(?:[ ]?[ap]m)?[ ](?:(?:by|to|por|al?)[ ])$",
    re.IGNORECASE,
)
"""What is done to tickets by those who work on them."""
IN_CHARGE = Cue(
    r"(?<![^\W_])(?:owner|assigned|worker|analyst|presenters?|speakers?|attendees?|panelists?|hosts?|(?<=\n)(?:present|absent)|in[ ]attendance|on[ ]call|asisten(?:tes)?|presentes|atienden?|presentan?"
    r"|imparten?|asignado)[ ]?(?::[ ]|(?<=n)[ ])(?:[A-Z][\w'-]+(?:[ ][A-Z][\w'-]+)?,[ ]){0,4}"
    r"(?:[A-Z][\w'-]+(?:[ ][A-Z][\w'-]+)?[ ](?:and|y|&)[ ])?$"
    r"|(?<![^\W_])(?:desk|support|hotline|office|oficina|mesa)[ ]\($"
    r"|(?<![^\W_])(?:others|colleagues|agents|coworkers|compañer[oa]s)[ ](?:in|at|of|de|en)[ ](?:the|our|my|la|nuestra|mi)[ ][^.:\n]{3,40}:[ ]"
    r"(?:[A-Z][\w'-]+(?:[ ][A-Z][\w'-]+)?,[ ]){0,4}$",
    re.IGNORECASE,
)
TO_SOMEBODY = Ending(r"\d[ ](?:re)?assigned[ ]$", re.IGNORECASE)
HELPER_AFTER = re.compile(
    r"[ ]?\([^()\n]{0,60}\bNPN\b|[ \t]*[,(-]?[ \t]*(?:\(?NPN\b|npn\b|license[d]? (?:agent|producer)|(?:licensed|certified|insurance) (?:agent"
    r"|producer|broker|navigator)|agente?\b|broker\b|producer\b|caseworker\b|navigator\b|(?-i:M\.D\.|DDS|DMD|APRN|PA-C|LCSW)(?![\w-]))",
    re.IGNORECASE,
)
JOB = (
    r"agent|producer|broker|navigator|assister|counselor|specialist|manager|director|coordinator|supervisor|analyst"
    r"|representative|caseworker|worker|advisor|adviser|administrator|officer|examiner|lead|liaison|consultant|owner|president"
    r"|assistant|associate|especialista|agente|gerente|supervisora?|coordinadora?|navegadora?|trabajadora?[ ]social|asesora?"
)
JOB_BELOW = re.compile(
    rf"[ \t]*(?:\n[ \t>]*|,[ ]|[ ][|-][ ])(?:[A-Z][\w&'-]*[ ](?:(?:of|and|de|&)[ ])?){{0,5}}(?i:{JOB})(?![^\W\d_])(?:[ ]?[,|/(-].{{0,60}}|[ ](?:of|I|II|III)\b.{{0,40}}|)"
    r"(?=[ \t]*(?:\n|$))"
)
"""A name that stands above somebody's job, as people sign."""
SPOKEN_TO = Cue(
    r"(?<![^\W_])(?:spoke[n]?|talked|speaking|chatted|assign(?:ed)?|per|according|told|emailed|hablé|según|reassigned|transferred"
    r"|escalated|forwarded|sent)(?:[ ](?:to|with|w/|by|con))?[ \t]*$",
    re.IGNORECASE,
)
AT_AN_OFFICE = re.compile(
    r"[ ]?(?:\(|,[ ]|(?:at|with|from|in|of|de|del|en)[ ])(?:the[ ]|la[ ]|el[ ])?(?:[A-Z][\w'-]*[ ]){0,3}(?:[A-Z]{3,5}(?![\w-])"
    r"|(?i:help[ ]?desk|hotline|support|(?:call|contact|service)[ ]center|customer[ ]service|relations|department|team|office"
    r"|line|unit|services|(?:local|county)[ ]office)(?![^\W\d_]))"
)
KIN = (
    r"wife|husband|spouse|son|daughter|child|kid|baby|newborn|mother|father|mom|dad|brother|sister|niece|nephew|self|dep"
    r"|dependent|primary|tax filer|hoh|partner|stepson|stepdaughter|grand(?:son|daughter|mother|father)|espos[oa]|hij[oa]"
    r"|niñ[oa]|beb[ée]|madre|padre|mam[aá]|pap[aá]|herman[oa]|c[oó]nyuge|dependiente|titular|niet[oa]"
)
HEADS_A_LINE = re.compile(
    r"[ ]?[:=,-][ ]*(?:\$[ ]?\d|\d{1,2}(?:[ /.-]|(?=[ \t]*(?:\n|$)))|(?:no[ ])?income|ssa|ssi|ssdi|ui|w-?2|wages|unemployment|self[- ]employed|job"
    r"|dob|age|born|medicaid|chip|mchp|qhp|eligible|denied|approved|pending|aptc|nacid[oa]|salario|sueldo)(?![^\W\d_])",
    re.IGNORECASE,
)
"""What is told of each member of a household behind a name that begins a line: "Ana: $14/hr"."""
BEHIND = re.compile(
    r"[ \t]*(?:[,(-][ \t]*)?(?:d\.?o\.?b|date of birth|born|ssn|social|age[ds]?[ ]\d|\d{1,2}[ ]?(?:yo|y/o|years?|años)|"
    r"member id|medicaid|nacid[oa]|fecha de nac|seguro social|de \d{1,2} años|phone|cell|tel"
    r"|\d{3}[- ]\d{2}[- ]\d{4}|\(\d{1,3}\)(?![ -]?\d)|\d{1,2}[ ]?(?:yrs?|mos?|months?|meses)(?![^\W\d_])"
    r"|is (?:the|her|his|their|a) (?:first|last|sur|given|family|maiden|middle) ?name"
    r"|es (?:el|su) (?:nombre|apellido))"
    rf"|[ \t]*(?:\(|- |, )(?:(?:the|her|his|their|my|su|mi|la|el) )?(?:{KIN})(?=[ \t]*(?:[),.;/]|$|\n|\d))"
    r"|[ ](?-i:family|household|residence|kids|couple|twins|brothers|sisters|boys|girls)(?![^\W\d_])",
    re.IGNORECASE,
)
CALLED_BEHIND = re.compile(
    r"[ ](?:is|was|es)[ ](?:the|her|his|their|my|el|su|mi)[ ](?:(?:first|last|sur|given|family|maiden|middle)[ ]?name"
    r"|nombre|apellido)(?![^\W\d_])",
    re.IGNORECASE,
)
GREETING = Ending(
    r"(?:^|\n|[.!>]\s)[ \t>]*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|greetings|thanks|thank you|thx|ty"
    r"|hola|buen[oa]s (?:d[ií]as|tardes|noches)|buen d[ií]a|estimad[oa]s?|querid[oa]|saludos|gracias|appreciate it)"
    r"(?:[ ](?:again|so much|very much|much|team|there|de nuevo|otra vez))?[ \t]*[,!-]*[ \t]*$",
    re.IGNORECASE,
)
CLOSING = Ending(
    r"(?:^|\n|[.!?,]\s?|\s)[ \t>]*(?:thanks?(?: you)?(?: so much| again| in advance)?|thx|regards|best(?: regards| wishes)?"
    r"|kind regards|warm regards|sincerely|cheers|respectfully|yours truly|cordially|gracias|saludos(?: cordiales)?"
    r"|atentamente|atte|cordialmente|un saludo|-{1,3})[ \t]*[,.!:-]*\s*$",
    re.IGNORECASE,
)
EMPLOYER = Ending(
    r"(?<![^\W_])(?:(?:as|like)[ ]in|work(?:s|ed|ing)?[ ]at|employed[ ](?:at|by)|employer(?:[ ]?name)?[ ]?(?:is|:)?|hired[ ]by|paystubs?[ ]from"
    r"|trabaja[ ]en|empleador[ ]?:?)[ \t]*$",
    re.IGNORECASE,
)
LANGUAGE = Ending(
    r"(?<![^\W_])(?:speak(?:s|ing)?|habla[n]?|language(?:[ ]is)?[ ]?:?|idioma[ ]?:?|interpreter[ ](?:for|in)|written[ ]in"
    r"|translated[ ]into)[ \t]*(?:only[ ])?$",
    re.IGNORECASE,
)
SOMEWHERE = Cue(
    r"(?<![^\W_])(?:(?:se[ ])?mud(?:[oó]|aron|[eé]|amos)[ ](?:de|a|desde|para)|in|at|near|outside|around|through|of|visit|go[ ]to|moved?[ ]to|moved[ ]from|office|residents?[ ](?:of|from)"
    r"|from|country[ ]of[ ]birth|country|state|city|town|en|cerca[ ]de|ciudad|pa[ií]s|estado)[ \t]*[:-]?[ \t]*$",
    re.IGNORECASE,
)
SOMEWHERE_BEHIND = re.compile(
    r"[ ](?:Medicaid|Marketplace|Exchange|residents?|office|area|location|as[ ]a[ ]country|count[ ]as|on[ ]the[ ]map)(?![\w-])"
)
