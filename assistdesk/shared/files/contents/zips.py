"""Zip archives, opened with care: what a file says of itself is no promise."""

import io
import zipfile

MOST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 5_000
MOST_RATIO = 200  # a document of plain text packs to a fiftieth at best
ENCRYPTED = 0x1


def is_also_a_zip(content: bytes) -> bool:
    """Return whether a file that begins like something else can be unpacked besides."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return bool(package.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False


def is_bomb(parts: list[zipfile.ZipInfo], *, size: int) -> bool:
    """Return whether the parts of an archive of `size` bytes unpack to more than any document does."""
    unpacked = sum(part.file_size for part in parts)
    return len(parts) > MOST_PARTS or unpacked > min(MOST_UNPACKED, MOST_RATIO * size)


def read_part(package: zipfile.ZipFile, part: zipfile.ZipInfo, *, most: int) -> bytes:
    """Return one part, unpacked.

    Raises:
        ValueError: it is larger than `most` bytes, whatever the archive says, or can't be unpacked.
    """
    try:
        with package.open(part) as opened:
            content = opened.read(most + 1)
    except (zipfile.BadZipFile, OSError, NotImplementedError, EOFError, RuntimeError) as error:
        raise ValueError("This part can't be unpacked.") from error
    if len(content) > most:
        raise ValueError("This part is too large.")
    return content
