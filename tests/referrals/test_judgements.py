"""What a decision keeps of its judgement of each helper, briefly."""

from uuid import UUID

import pytest

from assistdesk.referrals.models import judgements
from assistdesk.referrals.models.judgements import Judgement
from assistdesk.referrals.rules.values import Considered, Reason, Score

HELPER = UUID(int=7)
SCORE = Score(0.25, 0.33333, 1.0, 0.0, 0.5, 0.41666)
TERMS = {"acceptance": 0.25, "proximity": 0.3333, "rest": 1.0, "language": 0.0, "missed_referrals": 0.5}


@pytest.mark.rule("D-05")
def test_a_score_comes_back_with_its_terms() -> None:
    kept = judgements.kept(Considered(HELPER, (), SCORE), is_chosen=True)

    assert judgements.judged(kept) == Judgement(HELPER, is_chosen=True, reasons=(), score=0.4167, terms=TERMS)


@pytest.mark.rule("D-05")
def test_who_was_ruled_out_comes_back_with_the_reasons() -> None:
    out = Considered(HELPER, (Reason.PAUSED, Reason.TOO_FAR), None)

    found = judgements.judged(judgements.kept(out, is_chosen=False))

    reasons = ("paused", "too_far")
    assert found == Judgement(HELPER, is_chosen=False, reasons=reasons, score=None, terms={})


def test_what_was_kept_by_name_before_is_still_read() -> None:
    before = {"helper": str(HELPER), "chosen": False, "reasons": [], "score": 0.4167, "terms": TERMS}

    assert judgements.judged(before) == Judgement(
        HELPER, is_chosen=False, reasons=(), score=0.4167, terms=TERMS
    )
