"""Bring together what pages load: of the front-end packages what is used, and the desk's own files.

    python -m tools.assets

Copies into build/assets, with every file that a style sheet names, then collects into build/static
under names that change with the content, each also compressed.
"""

import os
import re
import shutil
import sys
from pathlib import Path

import django
from django.core.management import call_command
from servestatic.compress import Compressor

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ROOT / "node_modules"
USWDS = PACKAGES / "@uswds" / "uswds" / "dist"
ASSETS = ROOT / "build" / "assets"

STYLE_SHEETS = {USWDS / "css" / "uswds.min.css": "uswds/css/uswds.min.css"}
SCRIPTS = {
    USWDS / "js" / "uswds.min.js": "uswds/js/uswds.min.js",
    PACKAGES / "htmx.org" / "dist" / "htmx.min.js": "htmx/htmx.min.js",
}
NAMED = re.compile(r"""url\(\s*["']?(?!data:|#)([^"')\s]+)["']?\s*\)""")
SOURCE_MAP = re.compile(r"(/\*#|//#) sourceMappingURL=.*$", re.MULTILINE)
UNCOMPRESSED = ("woff2", "png", "jpg", "webp", "gif", "gz", "map")


class AssetMissing(Exception):
    """A file that a style sheet names is not in its package."""


def named_files(style_sheet: str) -> list[str]:
    """Return the files that `style_sheet` names, as written there, each once and in order."""
    return sorted({name.partition("?")[0].partition("#")[0] for name in NAMED.findall(style_sheet)})


def copy_text(source: Path, target: Path) -> str:
    """Copy a style sheet or script without the mention of its source map; return what was written."""
    text = SOURCE_MAP.sub("", source.read_text(encoding="utf-8")).rstrip() + "\n"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    return text


def copy_style_sheet(source: Path, target: Path) -> None:
    """Copy a style sheet and every file that it names.

    Raises:
        AssetMissing: one of them is not there.
    """
    for name in named_files(copy_text(source, target)):
        file = (source.parent / name).resolve()
        if not file.is_file():
            raise AssetMissing(f"{source.name} names {name}, and there is no such file.")
        place = target.parent / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, place)


def collect() -> None:
    """Collect the assets and the desk's own files into the folder that is served."""
    os.environ.setdefault("ASSISTDESK_SECRET_KEY", "no secret: nothing is signed while files are collected")
    os.environ.setdefault("ASSISTDESK_FIELD_KEYS", "A" * 43 + "=")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "assistdesk.site.settings")
    django.setup()
    call_command("collectstatic", interactive=False, verbosity=0)
    compressor = Compressor(extensions=UNCOMPRESSED, use_brotli=False, use_zstd=False, quiet=True)
    for file in (ROOT / "build" / "static").rglob("*"):
        if file.is_file() and compressor.should_compress(file.name):
            list(compressor.compress(str(file)))


def main() -> None:
    """Copy and collect; end with 1 and one line where something is missing."""
    shutil.rmtree(ASSETS, ignore_errors=True)
    try:
        for source, target in STYLE_SHEETS.items():
            copy_style_sheet(source, ASSETS / target)
        for source, target in SCRIPTS.items():
            copy_text(source, ASSETS / target)
    except (AssetMissing, FileNotFoundError) as missing:
        sys.exit(f"assets: {missing} Run `npm ci`.")
    collect()


if __name__ == "__main__":
    main()
