"""Addresses of offices by where they stand: in a signature, beside a published number, at an event."""

import pytest

from tests.shared.privacy.sample import found

OFFICES = [
    "Thanks,\nAvery Sample\nNPN 1234567\nBell & Roe, 9 E Lexington St, Baltimore, MD 21202",
    "Regards,\nAvery Sample\nOffice 859-555-0144, 212 W Main St, Georgetown, KY 40324",
    "Avery Sample\nLinares & Asociados, 8630 Fenton St, Suite 410, Silver Spring",
    "Which one stands? A. Sample, Example Access Center, 1 N Charles St, Baltimore MD 21201",
    "send the form to 750 E. Pratt Street, 6th Floor, Baltimore 21202 or call 1-800-555-0100",
    "The hearing, says the notice, is on May 17 at 9:30 a.m. at 11101 Gilroy Road, Hunt Valley.",
    "La jornada será en la parroquia San Martín de Porres, 4300 Hazel Dr, Florence, KY 41042.",
    "Parking is free behind 100 W. Dover St.",
    "The Harlan office moves on December 1. New address: 118 Clover Street, Suite B, Harlan, KY 40831.",
    "Use our office as the mailing address (1228 S 4th St).",
    "I saw this in print:\n\nPassport Mutual\nP.O. Box 857\nLanham, MD 20703-0857",
]
CONSUMERS = [
    (
        "Ana's address:\n12 Oak Street, Hazard, KY 41701\n\nThanks, Avery Sample",
        "12 Oak Street, Hazard, KY 41701",
    ),
    ("Avery Sample\n\nlives at 12 Oak Street, Hazard", "12 Oak Street, Hazard"),
    ("Avery Sample\nclient at 12 Oak Street", "12 Oak Street"),
    ("Her home is 12 Oak Street or call 502-555-0134", "12 Oak Street"),
    ("mail goes to Box 118, Corinth KY 41010", "Box 118, Corinth KY 41010"),
    ("on Route 1 Box 88, Topmost, Kentucky 41862", "Route 1 Box 88, Topmost, Kentucky 41862"),
    ("2nd fl, 1919 Date Street, Louisville", "2nd fl, 1919 Date Street, Louisville"),
    ("vive en 414 Woodland Avenue, en Lexington, 40508", "414 Woodland Avenue, en Lexington, 40508"),
    ("Lot 14, Shady Acres Trailer Park, Hazard KY", "Lot 14, Shady Acres Trailer Park, Hazard KY"),
    ("it reads 2O19 Paul St, Hazard, KY 41701", "2O19 Paul St, Hazard, KY 41701"),
    (
        "in care of 1812 Learning Way, Box 640, Pittsburgh, PA 15260",
        "1812 Learning Way, Box 640, Pittsburgh, PA 15260",
    ),
]


@pytest.mark.rule("V-03")
@pytest.mark.parametrize("text", OFFICES)
def test_the_address_of_an_office_is_not_flagged(text: str) -> None:
    assert [words for kind, words in found(text) if kind == "ADDRESS"] == []


@pytest.mark.rule("V-02")
@pytest.mark.parametrize(("text", "address"), CONSUMERS)
def test_a_consumers_address_is_found_whole(text: str, address: str) -> None:
    assert [words for kind, words in found(text) if kind == "ADDRESS"] == [address]
