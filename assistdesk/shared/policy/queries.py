"""Which pack is running. Packs are parsed once a process and told apart by their digest."""

from functools import lru_cache

from assistdesk.shared.policy.models import LoadedPack
from assistdesk.shared.policy.refusals import NoSuchMarketplace
from assistdesk.shared.policy.schema import Pack


def running(marketplace: str) -> Pack:
    """Return the pack that `marketplace` runs on now; one small query.

    Raises:
        NoSuchMarketplace: none is loaded.
    """
    found = (
        LoadedPack.objects.filter(marketplace=marketplace, is_running=True)
        .values_list("id", "digest")
        .first()
    )
    if found is None:
        raise NoSuchMarketplace
    return _parsed(str(found[0]), found[1])


def marketplaces() -> list[Pack]:
    """Return the running packs of all marketplaces, by key; one small query."""
    rows = LoadedPack.objects.filter(is_running=True).order_by("marketplace").values_list("id", "digest")
    return [_parsed(str(row_id), digest) for row_id, digest in rows]


def loaded(marketplace: str, digest: str) -> Pack:
    """Return the pack with that digest as `marketplace` once ran on it; no query from the second time on.

    Where it is not kept any more, it is the running one.

    Raises:
        NoSuchMarketplace: the marketplace has no pack at all.
    """
    return _kept(marketplace, digest) or running(marketplace)


@lru_cache(maxsize=64)
def _kept(marketplace: str, digest: str) -> Pack | None:
    row_id = LoadedPack.objects.filter(marketplace=marketplace, digest=digest).values_list("id").first()
    return None if row_id is None else _parsed(str(row_id[0]), digest)


@lru_cache(maxsize=64)
def _parsed(row_id: str, digest: str) -> Pack:
    """Return the pack kept in one row; `digest` tells two rows of one id in different databases apart."""
    content = LoadedPack.objects.values_list("content", flat=True).get(pk=row_id, digest=digest)
    return Pack.model_validate_json(content)
