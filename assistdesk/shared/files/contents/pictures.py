"""Pictures: their size in pixels by their header alone, then that all of them can be read."""

import io
import warnings

from PIL import Image

from assistdesk.shared.files.contents.recognized import Recognized
from assistdesk.shared.files.refusals import Damaged
from assistdesk.shared.policy.schema.escalations import FileKind

MOST_PIXELS = 50_000_000


def check_picture(content: bytes, kind: FileKind) -> Recognized:
    """Return what a picture is.

    Raises:
        Damaged: it has more than 50 million pixels, or can't be read to its end.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=(kind.value.upper(),)) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise Damaged
                picture.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise Damaged from None
    return Recognized(kind)
