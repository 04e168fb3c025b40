"""What can be done with packs: load one, all of it or nothing."""

from datetime import datetime
from pathlib import Path

from django.db import connection, transaction

from assistdesk.shared.audit import steps as audit
from assistdesk.shared.audit.steps import WhoActs
from assistdesk.shared.policy import queries
from assistdesk.shared.policy.loader import load_folder
from assistdesk.shared.policy.models import LoadedPack
from assistdesk.shared.policy.schema import Pack


def load_pack(folder: Path, *, actor: WhoActs, at: datetime) -> bool:
    """Let the pack in `folder` be the running one of its marketplace; return whether anything changed.

    Raises:
        BadPack: with every problem; the running pack stays as it is.
    """
    return run_pack(load_folder(folder), actor=actor, at=at)


@transaction.atomic(durable=True)
def run_pack(pack: Pack, *, actor: WhoActs, at: datetime) -> bool:
    """Let a checked pack be the running one of its marketplace; return whether anything changed."""
    marketplace = pack.marketplace
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"pack {marketplace}"])
    rows = LoadedPack.objects.filter(marketplace=marketplace)
    if rows.filter(is_running=True, digest=pack.digest).exists():
        return False
    rows.filter(is_running=True).update(is_running=False)
    loaded = LoadedPack.objects.create(
        marketplace=marketplace,
        digest=pack.digest,
        content=pack.model_dump_json(),
        loaded_at=at,
        is_running=True,
    )
    facts: dict[str, object] = {"marketplace": marketplace, "digest": pack.digest}
    audit.record(action="policy.pack.loaded", subject=loaded.id, actor=actor, at=at, facts=facts)
    queries.forget()
    return True
