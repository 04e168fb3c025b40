"""A real S3 protocol server for tests: moto's, in this process, on a port of this machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import boto3
import httpx
from moto.server import ThreadedMotoServer

from tests.serving import free_port

KEY_ID, SECRET, BUCKET, REGION = "desk", "not-a-secret", "attachments", "us-east-1"


@dataclass
class S3Server:
    """The server with one bucket; use it in a `with` block. It forgets everything when it is stopped."""

    port: int = field(default_factory=free_port)
    _server: ThreadedMotoServer | None = None

    @property
    def address(self) -> str:
        """Where it serves."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        """The bucket, as a desk is told."""
        return f"s3+http://{KEY_ID}:{SECRET}@127.0.0.1:{self.port}/{BUCKET}/desk?region={REGION}"

    @property
    def client(self) -> Any:  # boto3 makes its classes while it runs
        """Somebody who looks at the server past the desk."""
        return boto3.client(
            "s3",
            endpoint_url=self.address,
            aws_access_key_id=KEY_ID,
            aws_secret_access_key=SECRET,
            region_name=REGION,
        )

    def names(self) -> list[str]:
        """Return the names of all objects in the bucket."""
        return [one["Key"] for one in self.client.list_objects_v2(Bucket=BUCKET).get("Contents", [])]

    @contextmanager
    def knowing_nobody(self) -> Iterator[None]:
        """Let nobody's credentials be right while the block runs."""
        self._check_after(0)
        try:
            yield
        finally:
            self._check_after(10**9)

    def _check_after(self, count: int) -> None:
        httpx.post(f"{self.address}/moto-api/reset-auth", content=str(count)).raise_for_status()

    def __enter__(self) -> "S3Server":
        """Start it, with an empty bucket."""
        self._server = ThreadedMotoServer(ip_address="127.0.0.1", port=self.port, verbose=False)
        self._server.start()
        self.client.create_bucket(Bucket=BUCKET)
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it."""
        if self._server is not None:
            self._server.stop()
            self._server = None
