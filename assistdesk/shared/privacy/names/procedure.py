"""Messages about the work itself, not about anybody's coverage: trainings, meetings, software, who is out."""

import re

from assistdesk.shared.privacy.names.colleagues import ENDS, WORD

AT_WORK = re.compile(
    rf"{WORD}(?:(?:annual[ ]|broker[ ]|agent[ ]|the[ ])?training|webinars?|minutes|agenda|slides|deck"
    rf"|new[ ]hires?|who's[ ]who"
    r"|(?:team|staff|all-hands|weekly)[ ]meeting|all[ ]staff|on[ ]call|runbook|release[ ]notes|uat|sprint"
    r"|dashboard"
    r"|out[ ]of[ ]office|break[ ]room|(?:broker|team|staff|carrier|conference)[ ]call"
    r"|welcome[ ]to[ ]the[ ]team"
    r"|congratulating|shared?[ ](?:drive|folder)|printer|cake|potluck|projector|minuta|capacitaci[oó]n"
    r"|entrenamiento"
    r"|junta[ ](?:con[ ]l[oa]s[ ]de|del?|de[ ]equipo)|de[ ]vacaciones|proyector|impresora|en[ ]papel"
    r"|carpeta|notas[ ]de[ ]la"
    rf"[ ]llamada|asistente[ ]virtual|colegas){ENDS}",
    re.IGNORECASE,
)
"""What colleagues have among themselves."""
OF_SOMEBODY = re.compile(
    rf"{WORD}(?:pa(?:id|ys?|yments?)|bill(?:s|ed|ing)?|charg(?:e|ed|es)|owes?|owed|refund\w*|denied"
    rf"|denials?|terminat\w+"
    r"|termed|cancel(?:s|ed|led)?|dropped|lost|enroll(?:s|ed|ments?)?|re-?enroll\w*|disenroll\w*"
    r"|renewals?|renewed|reinstat\w+"
    r"|pregnant|moved|income|wages|unemploy\w+|hired|fired|laid[ ]off|married|divorced?|deceased"
    r"|passed[ ]away|late|estate"
    r"|surgery|hospital|meds|medication|prescriptions?|doctor|appointment|qualif\w+|eligib\w+|approved"
    r"|rfis?|proof|paystubs?"
    r"|(?:her|his|their|el|su)[ ](?:card|plan|coverage|app|application|case|account|income|premium"
    r"|tarjeta|seguro|caso"
    r"|cobertura|dental|letter|notice|phone|cell)|mine|no[ ]card|id[ ]cards?|medicaid|aptc|premium"
    r"|subsidy|binder|effective"
    r"|1095|834|wants|needs|(?:called|calls|calling|keeps[ ]calling)(?:[ ]me|[ ]about|[ ]again|[ ]twice)"
    r"|commissions?|pt|pts"
    r"|book[ ]of[ ]business|list[ ]of|waiting|pag[oó]|pagos?|cobr\w+|debe|factur\w+|reembols\w+|neg(?:ada"
    r"|ado|aron)|cancel\w+"
    r"|perdi[oó]|inscri\w+|renov\w+|embarazada|mud[oó]|ingresos?|talon(?:es)?|talones|calific\w+"
    r"|elegib\w+|aprob\w+|tarjeta"
    r"|seguro|cobertura|solicitud|cr[eé]dito|cas[oó]|casad[oa]|divorci\w+|falleci\w+|muri[oó]|cirug[ií]a"
    r"|hospital|medicinas?"
    rf"|firm[oó]|prima|comisi[oó]n(?:es)?|cita|domicilio|direcci[oó]n|mud\w+|apellid\w+){ENDS}",
    re.IGNORECASE,
)
"""What happens to somebody who is insured, and what they have."""


def is_about_work(text: str) -> bool:
    """Tell whether a message, in which nothing points to a consumer, is about the work among colleagues.

    It says a word for that, and none for what happens to people who are insured.
    """
    return AT_WORK.search(text) is not None and OF_SOMEBODY.search(text) is None
