"""Which pack is running. Packs are parsed once a process and told apart by their digest."""

from functools import lru_cache

from assistdesk.shared.policy.models import LoadedPack
from assistdesk.shared.policy.refusals import NoSuchMarketplace
from assistdesk.shared.policy.schema import Pack
from assistdesk.shared.policy.schema.base import KEPT


def running(marketplace: str) -> Pack:
    """Return the pack that `marketplace` runs on now; one small query.

    Raises:
        NoSuchMarketplace: none is loaded.
    """
    rows = LoadedPack.objects.filter(marketplace=marketplace, is_running=True)
    digest = rows.values_list("digest", flat=True).first()
    if digest is None:
        raise NoSuchMarketplace
    return _parsed(digest)


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
