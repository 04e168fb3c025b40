"""Which pack is running. Packs are parsed once a process and told apart by their digest."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from django.db import connection
from django.db.models import OuterRef, Subquery

from assistdesk.shared.policy.models import LoadedPack
from assistdesk.shared.policy.refusals import NoSuchMarketplace
from assistdesk.shared.policy.schema import Pack
from assistdesk.shared.policy.schema.base import KEPT

_RUNNING = "SELECT digest FROM policy_loadedpack WHERE is_running AND marketplace = %s"
_ASKED: ContextVar[dict[str, str] | None] = ContextVar("digests of running packs", default=None)


@contextmanager
def asked_once() -> Iterator[None]:
    """Within it each marketplace's pack is asked for once: what one request does, it does under one pack."""
    token = _ASKED.set({})
    try:
        yield
    finally:
        _ASKED.reset(token)


def told(digests: Mapping[str, str]) -> None:
    """Take which packs run by marketplace, as the database told just now, within `asked_once`."""
    asked = _ASKED.get()
    if asked is not None:
        asked.update(digests)


def forget() -> None:
    """Ask anew which packs run: one was loaded just now."""
    asked = _ASKED.get()
    if asked is not None:
        asked.clear()


def running(marketplace: str) -> Pack:
    """Return the pack that `marketplace` runs on now; one small query, once within `asked_once`.

    Raises:
        NoSuchMarketplace: none is loaded.
    """
    asked = _ASKED.get()
    digest = asked.get(marketplace) if asked is not None else None
    if digest is None:
        digest = _digest(marketplace)
        if asked is not None:
            asked[marketplace] = digest
    return _parsed(digest)


def running_digest(marketplace: OuterRef) -> Subquery:
    """Return what tells beside a row the digest of the pack that its marketplace runs on; for `told`."""
    running = LoadedPack.objects.filter(is_running=True, marketplace=marketplace)
    return Subquery(running.values("digest")[:1])


def _digest(marketplace: str) -> str:
    with connection.cursor() as cursor:  # asked with each request: spelled out, for building it costs more
        cursor.execute(_RUNNING, [marketplace])
        found = cursor.fetchone()
    if found is None:
        raise NoSuchMarketplace
    return str(found[0])


def marketplaces() -> list[Pack]:
    """Return the running packs of all marketplaces, by key; one small query."""
    rows = LoadedPack.objects.filter(is_running=True).order_by("marketplace")
    return [_parsed(digest) for digest in rows.values_list("digest", flat=True)]


def loaded(marketplace: str, digest: str) -> Pack:
    """Return the pack with that digest as `marketplace` once ran on it; no query from the second time on.

    Where it is not kept any more, it is the running one.

    Raises:
        NoSuchMarketplace: the marketplace has no pack at all.
    """
    return _kept(marketplace, digest) or running(marketplace)


@lru_cache(maxsize=64)
def _kept(marketplace: str, digest: str) -> Pack | None:
    is_kept = LoadedPack.objects.filter(marketplace=marketplace, digest=digest).exists()
    return _parsed(digest) if is_kept else None


@lru_cache(maxsize=64)
def _parsed(digest: str) -> Pack:
    """Return the pack with that digest; equal digests say the same, in whichever row they are kept."""
    kept = LoadedPack.objects.filter(digest=digest).order_by("id")
    return Pack.model_validate_json(kept.values_list("content", flat=True)[0], context=KEPT)
