"""How large the desk becomes, and the words that it is filled with."""

from functools import lru_cache

from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field
from ruamel.yaml import YAML

FILE = settings.BASE_DIR / "demo" / "scale.yaml"
DAYS_OF_A_YEAR = 365


class Shape(BaseModel):
    """What the file says: numbers for each marketplace or team, how busy days are, and sentences by kind.

    `weekdays` starts with Monday, `months` with January; both are weights.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    helpers: int = Field(ge=1)
    staff: int = Field(ge=1)
    agencies: int = Field(ge=1)
    years: int = Field(ge=1)
    weekdays: tuple[float, ...] = Field(min_length=7, max_length=7)
    months: tuple[float, ...] = Field(min_length=12, max_length=12)
    words: dict[str, tuple[str, ...]]

    @property
    def days(self) -> int:
        """How many days back the oldest incident lies."""
        return self.years * DAYS_OF_A_YEAR


@lru_cache(maxsize=1)
def shape() -> Shape:
    """Return what the file says.

    Raises:
        pydantic.ValidationError: it is not what it should be.
    """
    return Shape.model_validate(YAML(typ="safe").load(FILE.read_text(encoding="utf-8")))
