"""Screenshots and scans as people send them, drawn for the tests: nobody in them exists."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont, PngImagePlugin

SSN, BIRTH = "900-12-3456", "03/14/1985"  # a number of a kind that was never given to anybody
INCIDENT = "200528-2866868"
FORM = (("Client details", ""), ("SSN", SSN), ("Date of Birth", BIRTH), ("Incident Number", INCIDENT))


def page(rows: Sequence[tuple[str, str]] = FORM, *, size: tuple[int, int] = (800, 320)) -> Image.Image:
    """Return a page with labels and values beside them."""
    picture = Image.new("RGB", size, "white")
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(size=22)
    for number, (label, value) in enumerate(rows):
        pen.text((40, 30 + 60 * number), label, fill="black", font=font)
        pen.text((320, 30 + 60 * number), value, fill="black", font=font)
    return picture


def screenshot(picture: Image.Image | None = None, *, kind: str = "PNG") -> bytes:
    """Return a picture that says besides, where nobody sees it, whose number it shows."""
    out = io.BytesIO()
    picture = picture or page()
    if kind == "PNG":
        notes = PngImagePlugin.PngInfo()
        notes.add_text("Comment", f"SSN {SSN}")
        picture.save(out, "PNG", pnginfo=notes)
    else:
        exif = Image.Exif()
        exif[0x010E] = f"SSN {SSN}"
        picture.save(out, "JPEG", exif=exif, quality=90)
    return out.getvalue() + f"SSN {SSN}".encode()


def scan(*pictures: Image.Image, title: str = "") -> bytes:
    """Return a PDF whose pages are pictures."""
    out = io.BytesIO()
    first, *others = pictures or (page(),)
    first.save(out, "PDF", save_all=True, append_images=others, title=title, resolution=100)
    return out.getvalue()
