"""A local Twilio for tests: its Messages API over real HTTP, its signed calls to the desk, its errors."""

import json
import socket
import threading
import time
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType
from typing import Any, ClassVar, Protocol
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import uuid4

from assistdesk.shared.messaging.texts import signature_of
from assistdesk.site.text_account import Texts, texts

ACCOUNT, TOKEN, NUMBER = "AC" + "0" * 31 + "1", "not-a-secret", "+15025550100"
NO_HEADERS: Mapping[str, str] = MappingProxyType({})
WAITING_SECONDS = 20
FORM = "application/x-www-form-urlencoded"


class Caller(Protocol):
    """Somebody who posts a form to the desk: a test client, or real HTTP."""

    def __call__(self, address: str, body: str, headers: Mapping[str, str], /) -> int:
        """Post it and return the status of the answer."""


@dataclass
class Answer:
    """An answer that a test chooses: a refusal with Twilio's code, or the end of the connection."""

    status: int
    code: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    takes: bool = False


LOST = Answer(0, takes=True)  # Twilio takes the message, and its answer never arrives
BROKEN = Answer(0)  # it takes nothing, and there is no answer either


@dataclass
class TwilioServer:
    """The server; use it in a `with` block. `answers` are given first, one a request."""

    messages: list[dict[str, Any]] = field(default_factory=list)
    forms: list[dict[str, str]] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    looked: int = 0
    caller: Caller | None = None
    _server: ThreadingHTTPServer | None = None

    @property
    def url(self) -> str:
        """The address for ASSISTDESK_SMS_URL."""
        assert self._server is not None
        port = self._server.server_address[1]
        return f"twilio+http://{ACCOUNT}:{TOKEN}@127.0.0.1:{port}?from={NUMBER}&per_second=1000"

    @property
    def account(self) -> Texts:
        """The same, as the desk's settings have it."""
        account = texts({"ASSISTDESK_SMS_URL": self.url})
        assert account is not None
        return account

    def __enter__(self) -> "TwilioServer":
        """Start it."""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"twilio": self}))
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it."""
        assert self._server is not None
        self._server.shutdown()
        self._server.server_close()

    def take(self, form: dict[str, str]) -> dict[str, Any]:
        """Keep a message as Twilio would and return it as its API shows it."""
        self.forms.append(form)
        message = {
            "sid": f"SM{uuid4().hex}",
            "account_sid": ACCOUNT,
            "to": form["To"],
            "from": form.get("From"),
            "messaging_service_sid": form.get("MessagingServiceSid"),
            "body": form["Body"],
            "status": "queued",
            "direction": "outbound-api",
            "date_created": format_datetime(datetime.now(UTC)),
            "error_code": None,
            "error_message": None,
        }
        self.messages.insert(0, message)
        return message

    def to(self, number: str) -> list[str]:
        """Return the texts that were taken for a number, oldest first."""
        return [form["Body"] for form in self.forms if form["To"] == number]

    def wait_for(self, number: str, *, count: int = 1) -> list[str]:
        """Return the texts for a number, oldest first, once there are `count`."""
        deadline = time.monotonic() + WAITING_SECONDS
        while len(self.to(number)) < count and time.monotonic() < deadline:
            time.sleep(0.05)
        assert len(self.to(number)) >= count
        return self.to(number)

    def report(self, place: int, status: str, *, code: int | None = None, sid: str = "") -> int:
        """Call the desk back about the message that was taken at `place`; return its answer's status."""
        form = self.forms[place]
        values = {
            "MessageSid": sid or self.messages[len(self.forms) - 1 - place]["sid"],
            "MessageStatus": status,
            "To": form["To"],
            "From": NUMBER,
            "ApiVersion": "2010-04-01",
        }
        return self.call(form["StatusCallback"], values | ({"ErrorCode": str(code)} if code else {}))

    def text_in(self, address: str, *, sender: str, text: str, sid: str = "", **more: str) -> int:
        """Bring the desk a text message; return its answer's status."""
        sid = sid or f"SM{uuid4().hex}"
        values = {
            "MessageSid": sid,
            "SmsSid": sid,
            "From": sender,
            "To": NUMBER,
            "Body": text,
            "NumMedia": "0",
        }
        return self.call(address, values | more)

    def call(self, address: str, values: Mapping[str, str], *, secret: str = TOKEN) -> int:
        """Post a signed form to the desk and return the status of its answer."""
        assert self.caller is not None
        form = {"AccountSid": ACCOUNT, **values}
        signature = signature_of(address, {name: [value] for name, value in form.items()}, secret=secret)
        headers = {"X-Twilio-Signature": signature, "Content-Type": FORM}
        return self.caller(address, urlencode(form), headers)


class _Handler(BaseHTTPRequestHandler):
    """Speaks HTTP/1.1 and keeps connections, as Twilio does."""

    protocol_version = "HTTP/1.1"
    twilio: ClassVar[TwilioServer]

    def do_POST(self) -> None:
        """Take a message, or refuse it."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        if not self._is_in_order():
            return
        if not form.get("Body") or not (form.get("From") or form.get("MessagingServiceSid")):
            self._say(400, {"code": 21602, "message": "Message body is required.", "status": 400})
        elif self.twilio.answers:
            self._give(self.twilio.answers.pop(0), form)
        else:
            self._say(201, self.twilio.take(form))

    def _give(self, answer: Answer, form: dict[str, str]) -> None:
        if answer.takes:
            self.twilio.take(form)
        if not answer.status:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        fields = {"code": answer.code, "message": "No.", "more_info": "", "status": answer.status}
        self._say(answer.status, fields, answer.headers)

    def do_GET(self) -> None:
        """List what was taken for a number, newest first."""
        if not self._is_in_order():
            return
        self.twilio.looked += 1
        asked = parse_qs(urlsplit(self.path).query)
        found = [one for one in self.twilio.messages if one["to"] == asked["To"][0]]
        self._say(200, {"messages": found[: int(asked["PageSize"][0])], "next_page_uri": None})

    def _is_in_order(self) -> bool:
        right = "Basic " + b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
        if self.headers["Authorization"] != right:
            self._say(401, {"code": 20003, "message": "Authenticate", "status": 401})
            return False
        if urlsplit(self.path).path != f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json":
            self._say(404, {"code": 20404, "message": "Not found", "status": 404})
            return False
        return True

    def _say(
        self, status: int, fields: Mapping[str, object], headers: Mapping[str, str] = NO_HEADERS
    ) -> None:
        content = json.dumps(fields).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""
