"""The files of a pack's folder, and which part each one writes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath

from assistdesk.shared.policy.documents import Document, read_file, unreadable
from assistdesk.shared.policy.schema.base import Edition, Section
from assistdesk.shared.policy.schema.calendar import BusinessCalendar
from assistdesk.shared.policy.schema.consent import ConsentEdition
from assistdesk.shared.policy.schema.dashboard import DashboardEdition
from assistdesk.shared.policy.schema.directory import Directory
from assistdesk.shared.policy.schema.escalations import EscalationsEdition
from assistdesk.shared.policy.schema.guide import GuideEdition
from assistdesk.shared.policy.schema.hotline import HotlineEdition
from assistdesk.shared.policy.schema.identity import Identity, PartName
from assistdesk.shared.policy.schema.messages import MessagesEdition
from assistdesk.shared.policy.schema.referrals import ReferralsEdition
from assistdesk.shared.policy.schema.retention import RetentionEdition

IDENTITY = "pack.yaml"
DIRECTORY = "directory.yaml"
WHOLE_FILES: Mapping[str, type[Section]] = {IDENTITY: Identity, DIRECTORY: Directory}
EDITIONS: Mapping[PartName, type[Edition]] = {
    PartName.CALENDAR: BusinessCalendar,
    PartName.GUIDE: GuideEdition,
    PartName.ESCALATIONS: EscalationsEdition,
    PartName.HOTLINE: HotlineEdition,
    PartName.REFERRALS: ReferralsEdition,
    PartName.CONSENT: ConsentEdition,
    PartName.DASHBOARD: DashboardEdition,
    PartName.MESSAGES: MessagesEdition,
    PartName.RETENTION: RetentionEdition,
}
IGNORED = frozenset({"README.md", ".gitignore"})
MOST_FILES = 200


@dataclass(frozen=True, slots=True)
class PackFile:
    """One file of the folder, and the model that it is read as."""

    document: Document
    model: type[Section]
    part: PartName | None = None


def files_in(folder: FilePath) -> Iterator[PackFile]:
    """Yield every file of the pack in `folder`, by name; one that is missing or strange has a problem."""
    for name, model in WHOLE_FILES.items():
        yield PackFile(_whole_file(folder, name), model)
    for part, edition in EDITIONS.items():
        for path in sorted((folder / part.value).glob("*.yaml"))[:MOST_FILES]:
            yield PackFile(read_file(path, file=f"{part.value}/{path.name}"), edition, part)


def _whole_file(folder: FilePath, name: str) -> Document:
    if not (folder / name).is_file():
        return unreadable(
            name, line=1, what="the file is missing", instead="start from `assistdesk pack new DIR`"
        )
    return read_file(folder / name, file=name)


def strangers_in(folder: FilePath) -> Iterator[Document]:
    """Yield a document with a problem for each file that is no part of a pack."""
    parts = {part.value for part in PartName}
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir())[:MOST_FILES]:
        if path.name in WHOLE_FILES or path.name in IGNORED:
            continue
        if path.name not in parts or not path.is_dir():
            yield _stranger(
                path.name, "pack.yaml, directory.yaml and the folders " + ", ".join(sorted(parts))
            )
            continue
        for file in sorted(path.iterdir())[:MOST_FILES]:
            if file.suffix != ".yaml" or not file.is_file():
                yield _stranger(f"{path.name}/{file.name}", "files called EDITION.yaml")


def _stranger(file: str, expected: str) -> Document:
    return unreadable(file, line=1, what="this is no part of a pack", instead=f"there are {expected}")
