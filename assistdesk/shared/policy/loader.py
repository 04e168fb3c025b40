"""Reads a pack's folder: a whole pack, or every problem at once."""

import json
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from assistdesk.shared.policy.checks import Draft, faults_between
from assistdesk.shared.policy.documents import Document
from assistdesk.shared.policy.faults import problems_of
from assistdesk.shared.policy.folder import PackFile, files_in, strangers_in
from assistdesk.shared.policy.mentions import names_in
from assistdesk.shared.policy.problems import BadPack, Problem
from assistdesk.shared.policy.schema.base import Edition, Section
from assistdesk.shared.policy.schema.directory import Directory
from assistdesk.shared.policy.schema.identity import Identity, PartName
from assistdesk.shared.policy.schema.pack import Pack
from assistdesk.shared.policy.schema.references import Names


def load_folder(folder: Path) -> Pack:
    """Return the pack in `folder`.

    Raises:
        BadPack: with every problem found; nothing is loaded.
    """
    draft, problems = _read(folder)
    if problems or draft.identity is None or draft.directory is None:
        raise BadPack(problems)
    parts = {part.value: tuple(edition for _, edition in found) for part, found in draft.editions.items()}
    return Pack.model_validate({"identity": draft.identity, "directory": draft.directory, **parts})


def check_folder(folder: Path) -> list[Problem]:
    """Return every problem of the pack in `folder`; none means that it can be loaded."""
    return _read(folder)[1]


def _read(folder: Path) -> tuple[Draft, list[Problem]]:
    files = list(files_in(folder))
    problems = [problem for file in files for problem in file.document.problems]
    problems += [problem for stranger in strangers_in(folder) for problem in stranger.problems]
    draft = _draft(files, problems)
    problems += faults_between(draft)
    return draft, sorted(set(problems))


def _draft(files: list[PackFile], problems: list[Problem]) -> Draft:
    """Return what could be read of `files`; adds what could not to `problems`."""
    names = names_in([file.document for file in files])
    whole: dict[type[Section], Section] = {}
    editions: dict[PartName, list[tuple[Document, Edition]]] = {}
    for file in files:
        section = _section(file, names, problems)
        if isinstance(section, Edition) and file.part:
            editions.setdefault(file.part, []).append((file.document, section))
        elif section:
            whole[type(section)] = section
    for found in editions.values():
        found.sort(key=lambda pair: pair[1].from_date or date.min)
    identity, directory = whole.get(Identity), whole.get(Directory)
    return Draft(
        documents={file.document.file: file.document for file in files},
        present=frozenset(file.part for file in files if file.part),
        names=names,
        identity=identity if isinstance(identity, Identity) else None,
        directory=directory if isinstance(directory, Directory) else None,
        editions=editions,
    )


def _section(file: PackFile, names: Names, problems: list[Problem]) -> Section | None:
    if file.document.values is None:
        return None
    try:
        return file.model.model_validate_json(json.dumps(file.document.values), context=names)
    except ValidationError as error:
        problems.extend(problems_of(error, file.document, file.model))
        return None
