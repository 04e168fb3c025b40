"""The ways in which attachments are refused."""

from assistdesk.shared.refusals import Kind, Refusal


class EmptyFile(Refusal):
    """There is nothing in the file."""

    kind = Kind.INVALID
    code = "files.attachment.empty"
    message = "This file is empty. Choose the file once more, or another one."


class TooLarge(Refusal):
    """The file is larger than the marketplace takes."""

    kind = Kind.TOO_LARGE
    code = "files.attachment.too_large"
    message = "This file is larger than %(most)s MB. Send a smaller one, or split it."


class UnknownKind(Refusal):
    """The content is of no kind that is taken, whatever the name says."""

    kind = Kind.UNSUPPORTED
    code = "files.attachment.unknown_kind"
    message = "This kind of file can't be used. These can: %(kinds)s."


class Mismatch(Refusal):
    """The name says one kind, the content is another."""

    kind = Kind.UNSUPPORTED
    code = "files.attachment.mismatch"
    message = "The name of this file ends in %(ending)s, and its content is %(found)s. Save it as what it is."


class Damaged(Refusal):
    """The content begins like a kind that is taken, and can't be opened as one."""

    kind = Kind.UNSUPPORTED
    code = "files.attachment.damaged"
    message = "This file is damaged, or has something in it that can't be taken. Save it again and send that."


class CarriesFiles(Refusal):
    """The content has other files or programs in it, which nobody needs here and which do harm elsewhere."""

    kind = Kind.UNSUPPORTED
    code = "files.attachment.carries_files"
    message = (
        "This file carries other files or programs inside. Print it to a new PDF, or save it without them, "
        "and send that."
    )


class Infected(Refusal):
    """The scanner found malware in a file on its way in."""

    kind = Kind.UNSUPPORTED
    code = "files.attachment.infected"
    message = (
        "This file holds malware (%(signature)s) and was not taken. Have your computer checked, "
        "and send a clean file."
    )


class NotCheckedYet(Refusal):
    """The scanner has not said yet whether a file is clean, so it is not handed out."""

    kind = Kind.UNAVAILABLE
    code = "files.attachment.not_checked_yet"
    message = "This file is still being checked for malware. Try again in a moment."


class PutAway(Refusal):
    """Malware was found in a file after it was kept: it is not handed out any more."""

    kind = Kind.GONE
    code = "files.attachment.put_away"
    message = "This file holds malware and was put away. Ask whoever sent it for a clean one."


class NoPicture(Refusal):
    """No copy of a picture could be made that is safe to hand out, or no such page of a preview."""

    kind = Kind.NOT_FOUND
    code = "files.attachment.no_picture"
    message = "There is no picture of this file. It could not be drawn."


class NotReadYet(Refusal):
    """The copy that may leave is being made."""

    kind = Kind.UNAVAILABLE
    code = "files.copy.not_read_yet"
    message = "The copy that leaves the desk is still being made. Try again in a moment."


class HeldBack(Refusal):
    """Nobody could look through the file, so no copy of it leaves."""

    kind = Kind.CONFLICT
    code = "files.copy.held"
    message = "The privacy guard could not look into this file, so it stays inside."


class NeverLeaves(Refusal):
    """No copy is made of files of this kind."""

    kind = Kind.UNSUPPORTED
    code = "files.copy.never"
    message = "A file of this kind stays inside. Attach it as a PDF or a picture."


class NotHeldBack(Refusal):
    """There is nothing for a person to decide about the file."""

    kind = Kind.CONFLICT
    code = "files.copy.not_held"
    message = "This file isn't held any more, or is one that nobody can look into."


class StorageDown(Refusal):
    """There is no room for the file, or the place where files lie can't be reached."""

    kind = Kind.UNAVAILABLE
    code = "files.storage.down"
    message = "The file could not be kept just now. Nothing was stored. Try again in a moment."
