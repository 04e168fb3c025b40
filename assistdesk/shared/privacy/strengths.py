"""How strong a claim is by what it rests on, from 0 to 1: where two overlap, the stronger one stands."""

CERTAIN = 1.0
KNOWN_VALUE = 0.99
PARTY = 0.98
EMAIL = 0.97
DATE_OF_BIRTH = 0.96
SHAPE = 0.95
LABELLED = 0.9
STRONG_SHAPE = 0.89
LABELLED_ALLOWED = 0.88
NAME_WITH_CUE = 0.86
URL = 0.85
ADDRESS = 0.84
THING = 0.8
NAME_BY_MODEL = 0.75
NAME_BY_LISTS = 0.62
LIKELY = 0.6
