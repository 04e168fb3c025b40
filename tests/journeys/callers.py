"""A program that speaks to the API as one of the demo's people."""

import json
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client


@dataclass
class Caller:
    """A program that speaks to the API as one of the demo's people, or as nobody."""

    client: Client

    def get(self, path: str, **query: str) -> Any:
        """Return the answer to a GET, parsed."""
        return self._parsed(self.client.get(f"/api/v1{path}", query))

    def post(self, path: str, body: object = None, *, status: int | None = None, **headers: str) -> Any:
        """Return the answer to a POST, parsed; `status` is what it has to be, else any good one."""
        answer = self.client.post(
            f"/api/v1{path}", json.dumps(body or {}), content_type="application/json", headers=headers
        )
        if status is None:
            assert answer.status_code < 300, answer.content
        else:
            assert answer.status_code == status, answer.content
        return self._parsed(answer)

    def upload(self, name: str, content: bytes) -> Any:
        """Return the answer to an upload, parsed."""
        answer = self.client.post("/api/v1/attachments", {"file": SimpleUploadedFile(name, content)})
        assert answer.status_code == 201, answer.content
        return answer.json()

    @staticmethod
    def _parsed(answer: Any) -> Any:
        return json.loads(answer.content)
