"""The product as its own tools see it: every module, every page, every call, found and not listed."""

import importlib
import os
import pkgutil
import re
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import django
from django.urls import URLPattern, URLResolver, get_resolver

PACKAGE = "assistdesk"
API = "/api/v1/"
LEFT_OUT = (".migrations", ".__main__", ".asgi", ".settings")
NO_DATABASE = "postgresql://nobody@127.0.0.1:1/none"


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its address as written in the routes, its name, the view, and the view's guard."""

    address: str
    name: str
    view: Callable[..., Any]
    guard: object


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the API: method, address, the function behind it, and the guards it passes."""

    method: str
    address: str
    view: Callable[..., Any]
    guards: tuple[object, ...]


def ready() -> None:
    """Let Django read the settings, without a database and without the desk's real secrets."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"{PACKAGE}.site.settings")
    os.environ.setdefault("ASSISTDESK_SECRET_KEY", "nothing is signed with this while pages are made")
    os.environ.setdefault("ASSISTDESK_FIELD_KEYS", urlsafe_b64encode(bytes(32)).decode())
    if not os.environ.get("ASSISTDESK_EMBEDDED_URL"):
        os.environ.setdefault("ASSISTDESK_DATABASE_URL", NO_DATABASE)
    django.setup()


def modules() -> list[ModuleType]:
    """Return every module of the product, by name, but for migrations and what starts a process."""
    root = importlib.import_module(PACKAGE)
    names = [info.name for info in pkgutil.walk_packages(root.__path__, f"{PACKAGE}.")]
    return [importlib.import_module(name) for name in sorted(names) if not _is_left_out(name)]


def pages() -> list[Page]:
    """Return every page of the desk, by address; the calls of the API are not among them."""
    found = list(_pages_below(get_resolver(), prefix="/", space=""))
    return sorted(found, key=lambda page: (page.address, page.name))


def calls() -> list[Call]:
    """Return every call of the API, by address and method."""
    api = importlib.import_module(f"{PACKAGE}.site.api").api
    found = []
    for router in api._get_bound_routers():  # noqa: SLF001 - the library offers no public list
        for path, view in router.path_operations.items():
            address = API + "/".join(part for part in f"{router.prefix}/{path}".split("/") if part)
            for operation in view.operations:
                guards = tuple(operation.auth_callbacks)
                found += [Call(method, address, operation.view_func, guards) for method in operation.methods]
    return sorted(found, key=lambda call: (call.address, call.method))


def shown(address: str) -> str:
    """Return an address as people write it: `{number}` for `{uuidstr:number}` and `<int:number>`."""
    return re.sub(r"[<{](?:\w+:)?(\w+)[>}]", r"{\1}", address)


def first_line(thing: object) -> str:
    """Return the first paragraph of a docstring as one line, or "" where there is none."""
    words = getattr(thing, "__doc__", None) or ""
    return " ".join(words.strip().split("\n\n")[0].split())


def _is_left_out(name: str) -> bool:
    return any(f"{part}." in f"{name}." for part in LEFT_OUT)


def _pages_below(resolver: URLResolver, *, prefix: str, space: str) -> Iterator[Page]:
    for pattern in resolver.url_patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            name = f"{space}:{pattern.name}" if space else str(pattern.name)
            yield Page(address, name, pattern.callback, getattr(pattern.callback, "guard", None))
        elif not address.startswith(API):
            yield from _pages_below(pattern, prefix=address, space=pattern.namespace or space)
