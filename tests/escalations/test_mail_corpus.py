"""Every mail of the corpus becomes what it has to: no wrong append, nothing lost, nothing twice."""

import pytest

from tests.conftest import TEN_O_CLOCK
from tools.mail_corpus import results, world


@pytest.mark.rule("E-10", "M-02")
@pytest.mark.django_db(transaction=True)
def test_the_corpus_threads_with_no_wrong_append_and_no_loss() -> None:
    world.make_packs(at=TEN_O_CLOCK)

    result = results.run(at=TEN_O_CLOCK, with_large=True)

    assert len(result.seen) >= 300
    assert (result.wrong, result.lost, result.twice, result.mails_out) == (0, 0, 0, 0)
    assert result.faults() == []
