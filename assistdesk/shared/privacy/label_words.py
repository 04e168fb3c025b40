"""The labels themselves, as data: what people call each kind of number, in English and Spanish.

In these expressions a space stands for a space or a tab.
"""

from assistdesk.shared.privacy.kinds import AllowedType, Kind, PersonalType
from assistdesk.shared.privacy.names import lists

HEAD = (
    r"(?:(?:n[uú]m(?:ero)?s?\.?|nro\.?|n[º°]\.?|no\.|ids?|c[oó]digo|identificaci[oó]n|#) ?"
    r"(?:de(?:l| la)? )?(?:su )?)"
)
NUMBER = (
    r"numbers?|nbrs?\.?|n[uú]ms?\.?|nros?\.?|nmbr|nos?\.|nos?\b|#s?|[il]d ?(?:numbers?|nos?\.?|#)|[il]d(?:'?s)?|codes?|n[º°]\.?"
    r"|n[uú]meros?|n[uú]m\.|identifiers?|identificaci[oó]n"
)
TAIL = rf"(?:(?: |[_-])?(?:\(s\))? ?(?:{NUMBER}))"
A_NUMBER_FOLLOWS = r"(?=(?: |[_-])?(?:ids?(?![^\W_])|id#|num|nbr|nos?(?![^\W_])|#|codes?))"

MEMBERSHIP = (
    r"(?:member(?:ship)?|subscriber|policy)'?s? ref(?:erence)?|member(?:ship)?|memb?(?=(?: |_)?(?:[il]d|#|no\.|num|nbr))|mbrs?|subscriber|subs?c?r?(?=\.? ?(?:id|#|no\.))"
    r"|sub(?= ?(?:id|#|no\.))|enrollee|enrollment(?= (?:id|#))"
    r"|recipient|beneficiary"
    r"|policy(?: |-)?holder|policy|pol(?= ?(?:#|no\.|number))|medicaid|(?<!the )medical assistance|asistencia m[eé]dica|medicare(?: (?:claim|beneficiary))?"
    r"|insurance|insured"
    r"|health (?:plan|insurance)|contract(?= ?(?:number|nos?(?![^\W_])|#|id|holder))|cert(?:ificate|\.)?(?= ?(?:number|nos?(?![^\W_])|no\.|#|holder))|[km]?chi?p"
)
ISSUED = rf"(?:photo|picture|state|state(?: |-)issued|government|gov't|{'|'.join(lists.states())})"
BANKING = r"(?:bank|checking|savings|deposit|chk|sav|credit union|eft|ach|payment|debit)"
BANKS = (
    r"Bank of America|BofA|Capital One|Chase|Wells Fargo|PNC|U\.?S\.? ?Bank|Fifth Third|5/3|5th 3rd|Truist|M&T|Citi(?:bank)?|TD Bank"
    r"|BB&T|SunTrust|Regions|Huntington|Navy Federal|Ally|Chime|Santander|Key ?Bank|Discover Bank"
)
LICENCE = r"(?:licen[sc]es?|liscen[sc]es?|lisen[sc]es?|licesne|lic\.?|permit)"
STAFF = r"agent|producer|broker|navigator|agency|assister|provider|vendor|user|employee|(?:case ?)?worker"
PAPER_TRAIL = (
    r"notice|form|hearing|complaint|grievance|claim|payment|plan|issuer|hios|employer(?: identification)?"
)
RECORDS = r"file|job|log|session|correlation|message|document|doc|letter|call|interaction|chat|contact|site|location"

WORDS: dict[Kind, tuple[str, ...]] = {
    PersonalType.US_SSN: (
        r"(?:l4)?ssns?(?:'s|4)?|s\.?s\.? card|s\.s\.n\.?|nss|s\.?s\.?(?: ?(?:#|no\.?|number)| ?(?=:)|(?<=\.)(?= ?\d))",
        r"soc(?:ia|ai)ls?(?: sec(?:urity)?\.?)?(?: card)?|soc\.? ?sec\.?|(?:seguro|seguridad) social|soc(?! (?:code|worker|media))",
        r"(?<=# de )seguro|(?<=d[ií]gitos del )seguro|(?<=cuatro del )seguro|(?<=4 del )seguro|(?<=su )seguro(?= (?:termina|acaba))|(?<=mi )seguro(?= (?:termina|acaba|es))",
    ),
    PersonalType.ITIN: (
        r"[ai]tins?|i\.t\.i\.n\.?|tins?",
        r"(?:individual )?tax(?:payer)?'?s?(?: (?:id|identification)|(?= ?(?:#|no\.|number)))",
        r"(?:identificaci[oó]n (?:personal )?(?:de(?:l)? )?)?contribuyente|identificaci[oó]n fiscal",
    ),
    PersonalType.MEMBER_ID: (
        rf"(?:{MEMBERSHIP})s?'?s?(?: (?:mco|plan|card|account|member)){{0,2}}",
        r"group member|hicn?|mbi|(?:mco|dental|vision|chart)(?= ?(?:id|#|no\.|num))|(?-i:RID)|medical record|ma(?:id)?(?= ?(?:id|#|number|no\.))",
        r"maid|m'?caid|mdcd|(?<=su )id|(?<=her )id|(?<=his )id|(?<=their )id|m\.a\.(?= id)|(?<=n[uú]mero de )ma|mrn|med\.?(?= ?(?:id|#|no\.))|sub\.(?= ?(?:id|no|#))|rx(?= id)|patient(?= (?:id|#))|cin",
        r"(?:referencia del? )?(?:miembro|afiliad[oa])|p[oó]liza|miembro|afiliad[oa]|asegurad[oa]|beneficiari[oa]|suscriptora?|credencial",
        r"(?:tarjeta|carn[eé]t?|credencial) (?:de(?:l)? )?(?:su )?(?:seguro|salud|medicaid|medicare)",
        r"(?:insurance|health|id) card",
        r"(?:dependent|spouse|wife|husband|son|daughter|child|mother|father)'s id(?= (?:is|was|shows|on|no|number|#))",
    ),
    PersonalType.BANK_ACCOUNT: (
        rf"(?:{BANKING} )?(?:accounts?|accts?\.?|a/c|ac(?=#))|iban",
        rf"(?-i:{BANKS})(?: bank)?|credit unions?",
        r"dda|share draft|auto-? ?(?:pay|draft)(?= from)|(?:direct deposit|ach|eft|wire)(?= (?:to|from))|checking|savings|bank|chk(?= ?(?:acct|account|#))",
        r"(?<=la de )ahorros?|(?<=de la de )cheques",
        r"(?:cuentas?|ctas?\.?)(?: (?:bancaria|corriente|del? (?:su |mi )?(?:banco|ahorros?|cheques)))?|clabe",
    ),
    PersonalType.BANK_ROUTING: (
        r"(?:bank )?(?:routing|rounting|rtg|rtng|rting|routng)|aba|rtn|r/n|transit(?= ?(?:#|n|:|\d))|ruta(?: bancaria)?|tr[aá]nsito(?= ?(?:#|n|:|\d))",
    ),
    PersonalType.IMMIGRATION_ID: (
        r"i-?(?:94a?|551|766|797[a-d]?|571|327|512|688[ab]?|862|589|485)(?:'?s)?(?: (?:admission|receipt))?",
        rf"(?:uscis )?receipt|sevis|visa{A_NUMBER_FOLLOWS}|(?<=de )visa",
        r"admission(?= ?(?:#|n))|admission (?:record|number)|arrival(?:/departure)? record|parole doc(?:ument)?|(?<=n[uú]mero de )recibo",
        r"(?:employment authorization|work permit)(?: card)?",
        r"(?:cert(?:ificate|\.)? of )?(?:naturalization|citizenship)(?: cert(?:ificate|\.)?)?",
        r"ead(?: card)?|green card",
        r"(?:certificado de )?(?:naturalizaci[oó]n|ciudadan[ií]a)|permiso de trabajo",
        r"permanent resident card|tarjeta de residente|departure(?: record)?(?= ?(?:#|n))",
        r"immigration(?: doc(?:ument)?)?(?= ?(?:number|num|no\.|#|id|n[uú]m))|orr(?= ?(?:number|#|id))|t&e(?= ?(?:number|#))",
        r"(?:visa )?foil|visa \([a-z0-9-]{1,4}\)|visas? [a-z]{1,2}-?\d[a-z]?(?![\w*])|n-?5[57]0|naturali[sz]ed[^.\n\d]{0,30}? cert(?:ificate|\.)?|visa control|re-?entry permit|advance parole",
    ),
    PersonalType.CREDIT_CARD: (
        r"(?:(?:credit|debit|bank|payment|pymt) )?cards?|cc|visa|master ?card|amex|american express|discover",
        r"tar[jg]eta(?: de (?:cr[eé]dito|d[eé]bito))?",
    ),
    PersonalType.ALIEN_NUMBER: (
        rf"a-?(?=#|num|no)|a ?(?=#|no\.)|(?-i:A)-? ?{A_NUMBER_FOLLOWS}|alien(?: reg(?:istration)?\.?)?(?:(?: |/)uscis)?",
        rf"(?:a/)?(?:uscis|ins) ?{A_NUMBER_FOLLOWS}",
        r"arn|(?:registro de )?extranjer[oa]",
        r"(?<=n[uú]mero de )(?:residente|inmigraci[oó]n|uscis|alien)|(?<=n[uú]mero )a|mica|(?<=her )(?-i:A)(?= is \d)|(?<=his )(?-i:A)(?= is \d)|(?<=su )(?-i:A)(?= es )",
        r"(?:(?<=n[uú]m\. de )|(?<=nro\. de )|(?<=no\. de ))(?:residente|inmigraci[oó]n|uscis|alien)",
    ),
    PersonalType.PASSPORT: (
        r"pass?p?orts?(?: (?:book|card))?|passprt|ppt|pp(?=#)|travel doc(?:ument)?|pasaportes?",
    ),
    PersonalType.DRIVER_LICENSE: (
        rf"(?:driv(?:er|ing)?(?:'?s'?|s)?|drv\.?|operator'?s?|learner'?s) {LICENCE}",
        rf"{LICENCE}|(?:[a-z]{{2}})?dln?|d\.l\.|d/l|cdl|oln",
        rf"ol{A_NUMBER_FOLLOWS}|{ISSUED} (?:id|identification)(?: card)?|identification card",
        r"(?-i:KY|MD|VA|WV|OH|TN|IN|DC|DE) id(?: card)?|(?:dmv|mva|bmv)(?= ?(?:id|#|no\.|num))",
        rf"id(?: card)? (?:from|of|de) (?:{'|'.join(lists.states())})",
        r"licen[cs]ia(?: de (?:conducir|manej[oa]r?|conductor))?|carn[eé]t? de conducir",
        r"(?:identificaci[oó]n|id) estatal",
    ),
    PersonalType.PHONE: (
        r"(?:(?:cell|home|work|mobile|tele) ?)?phones?|ph\.?|cell?(?:ular)?|mobile|tel\.?",
        r"fax|whatsapp|land ?line|(?<=tel[eé]fono )fijo|contact(?! ?(?:id|ref))",
        r"call(?:ed|ing|s|back)?(?! ?(?:id|ref))|reach(?:ed|able)?|text(?:ed|ing)?|dial(?:ed)?",
        r"tel[eé]fono|celular|m[oó]vil|ll[aá]m\w{1,6}",
    ),
    AllowedType.CASE_NO: (
        r"(?<!in this )(?<!in that )(?<!in any )(?<!in which )cases?",
        r"(?:medicaid|snap|insurance|member'?s?|account) cases?",
        r"cs(?= ?[#:\d])|households?|casos?|expediente|edg|hh(?= ?[#\d])",
    ),
    AllowedType.INCIDENT_NO: (r"incidents?|inc(?= ?[#:\d])|escalations?|incidentes?",),
    AllowedType.TICKET: (
        r"tickets?|tkts?|(?:service )?requests?|boletos?",
        r"servicenow|sr|wo(?= ?[#:\d])|work orders?|work ?items?|queue items?|tasks?|tareas?|issues?(?= ?[#:\d])|rfis?",
    ),
    AllowedType.PERSON_ID: (
        rf"(?:person|individual|indv?|client|consumer)s?{A_NUMBER_FOLLOWS}|pids?|person(?= \d{{6}})",
        r"(?<=id de )(?:persona|cliente)|(?<=id de la )persona|(?<=id del )cliente|(?<=n[uú]mero de )persona",
    ),
    AllowedType.APP_ID: (
        r"(?:medicaid )?(?:applications?|appl?s?(?![^\W_])|appl)",
        r"solicitud(?:es)?|submission|eligibility(?= id)",
    ),
    AllowedType.NPN: (
        r"npns?|npi|national producer",
        rf"(?:agent|producer|broker|insurance|navigator|doi|agency)s?'?s? (?:licen[sc]es?|{A_NUMBER_FOLLOWS})",
        rf"(?:{STAFF}){A_NUMBER_FOLLOWS}",
        rf"{LICENCE}(?: (?:{NUMBER}))? (?:with|from|at|through) (?:the )?(?:state )?(?:doi|department of insurance|division of insurance|insurance (?:department|administration))",
        r"licencia de (?:agente|productora?|corredora?)|(?<=n[uú]mero de )(?:productora?|agente|corredora?)",
    ),
    AllowedType.REFERENCE: (
        r"transactions?|interchanges?|txn|trans(?= ?(?:#|id))|control|trace",
        r"usps|ups|fedex|dhl|trk|trkg|(?:training|completion|course|ce) certificates?|grupo|forms?(?= [a-z]{2,4}-?\d)|policy forms?|(?:e ?& ?o|errors and omissions|liability|surety|bond)(?: policy)?|(?:estado|extracto) de cuenta",
        r"tracking|batch|confirmation|conf(?=\.? ?(?:#|:|no\.|num|id|\d))|tcn",
        r"referenc(?:e|ia)|ref|isa\d{0,2}|group|error|exception",
        r"release|version|build|orders?|invoices?|facturas?|quotes?|(?:policy )?(?<!for the )(?<!on the )(?<!in the )forms?(?= \d)|formularios?(?: de p[oó]liza)?|requisici[oó]n|requisitions?|vouchers?|pedidos?|zip(?: code)?",
        rf"(?:{RECORDS})(?= ?id)",
        r"(?:payment|medicaid|insurance|plan|issuer|hios)(?= (?:confirmation|transaction|reference|trace|tracking))",
        rf"(?:{PAPER_TRAIL}){A_NUMBER_FOLLOWS}",
        r"(?:agency|employer|business|company|firm)(?:'s)? (?:federal )?tax(?:payer)?(?: id| identification| ?#)|enrollments?(?= \d)",
        r"dcn|icn|claims?(?= ?[#:\d])|determinations?|che(?:ck|que)(?= ?(?:number|num|no\.|#))|benefit(?= (?:number|no\.|#))",
        r"notice|ack(?= ?[#:\d])|device code|key value|serial|asset(?: tag)?|meeting id|passcode|po(?= ?[#:\d])|barcode|appeals?|docket|grievance|complaint|jobs?|834 file|session|f?ein",
        r"confirmaci[oó]n|seguimiento|transacci[oó]n|apelaci[oó]n",
        r"tr[aá]mite|folio|aviso|queja|(?<=de )control|(?<=de )error",
        r"(?:ridp|experian|verification|access)(?= (?:code|ref|id|#))",
    ),
}
