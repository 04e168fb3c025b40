"""Attachments in a bucket of an S3-compatible store. Read only where one is configured: it brings a lot."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import ContentFile, File
from storages.backends.s3 import S3Storage

CONNECT_SECONDS = 5
READ_SECONDS = 20
ATTEMPTS = 2


class BucketError(OSError):
    """The bucket can't be used: it is not there, the credentials are wrong, or nobody answers."""


class BucketStorage(S3Storage):  # type: ignore[misc]  # the library has no types
    """A bucket as a storage of Django's whose faults are OSErrors, as a folder's are."""

    def __init__(self, *, path_style: bool, **options: Any) -> None:  # noqa: ANN401 - the library's own options
        """Open the bucket. `path_style`: the bucket stands in the path, not in the host's name."""
        config = Config(
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retries={"total_max_attempts": ATTEMPTS, "mode": "standard"},
            signature_version="s3v4",
            s3={"addressing_style": "path" if path_style else "auto"},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        super().__init__(client_config=config, file_overwrite=True, querystring_auth=True, **options)

    def _open(self, name: str, mode: str = "rb") -> "ContentFile[bytes]":  # noqa: ARG002 - Django's signature
        with _own_fault():
            return ContentFile(self._object(name).get()["Body"].read(), name)

    def _save(self, name: str, content: "File[bytes] | IO[bytes]") -> str:
        content.seek(0)
        with _own_fault():
            self._object(name).put(Body=content.read(), ContentType="application/octet-stream")
        return name

    def delete(self, name: str) -> None:
        """Remove an object; one that is not there is removed."""
        with _own_fault():
            self._object(name).delete()

    def exists(self, name: str) -> bool:
        """Return whether there is an object of that name, or any below it."""
        with _own_fault():
            return bool(super().exists(name)) or any(self.listdir(name))

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        """Return the folders and the files in a folder."""
        with _own_fault():
            folders, files = super().listdir(name)
        return folders, files

    def _object(self, name: str) -> Any:  # noqa: ANN401 - boto3 makes its classes while it runs
        return self.bucket.Object(self._normalize_name(name))


@contextmanager
def _own_fault() -> Iterator[None]:
    """Say a fault of the bucket as one of a file system; the words of the other side stay out."""
    try:
        yield
    except ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", ""))
        raise BucketError(0, f"the store answers {code or 'with an error'}") from None
    except (BotoCoreError, Boto3Error) as error:
        raise BucketError(0, f"the store can't be used: {type(error).__name__}") from None
