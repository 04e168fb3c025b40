"""Full-text search over incidents: PostgreSQL's own, on one index, quick for common words too."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQueryField
from django.db import connection
from django.db.models import (
    BooleanField,
    Case,
    Expression,
    F,
    FloatField,
    Func,
    IntegerField,
    QuerySet,
    Value,
    When,
)
from django.db.models.lookups import GreaterThan

from assistdesk.escalations.models import READS_EVERY_TEAM, IncidentQuerySet, SearchEntry
from assistdesk.escalations.rules.finding import Term, is_sought
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.roles import Role

MOST_FOUND = 1_000
_MANY = 5 * MOST_FOUND  # where the database expects more than these, nothing is ranked
_SHOWN_TO_HELPERS = "ABC"  # weights; D is what only staff may read


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, best first; with `is_more`, there are too many to rank, and none is named."""

    ids: list[UUID]
    is_more: bool


@dataclass(frozen=True, slots=True)
class Scope:
    """What narrows a search inside the index, beside what the incidents themselves are narrowed to."""

    marketplace: str = ""
    team: str = ""
    is_open: bool = False


def matches(terms: Sequence[Term], *, actor: Actor, scope: Scope) -> Expression:
    """Return the condition that an incident holds what was looked for, as far as `actor` may read it.

    Nothing matches where nothing is looked for.
    """
    if not is_sought(terms):
        return Value(value=False, output_field=BooleanField())
    return _matches(_query(terms, actor=actor, scope=scope))


def found(
    incidents: IncidentQuerySet, terms: Sequence[Term], *, actor: Actor, scope: Scope, is_narrowed: bool
) -> Found:
    """Return those of `incidents` that hold what was looked for, ranked; at most three queries.

    The database is asked first how many it expects: of very many, it need not gather any. Nothing is ranked
    before it is known to be few. `is_narrowed` says that more than `scope` and the actor's rights narrows
    `incidents`; without, the index of words alone is asked.
    """
    if not is_sought(terms):
        return Found([], is_more=False)
    query = _query(terms, actor=actor, scope=scope)
    hits = incidents.filter(_matches(query))
    keys: QuerySet[Any, UUID] = hits.values_list("id", flat=True)
    if not is_narrowed and _says_who_reads(actor):
        keys = SearchEntry.objects.filter(_matches(query, words="words")).values_list(
            "incident_id", flat=True
        )
    if _expected(keys) > _MANY:
        return Found([], is_more=True)
    ids = list(keys[: MOST_FOUND + 1])
    if len(ids) > MOST_FOUND:
        return Found([], is_more=True)
    rank = Func(F("search_entry__words"), query, function="ts_rank", output_field=FloatField())
    ranked = incidents.filter(id__in=ids).annotate(rank=rank).values_list("rank", "opened_at", "id")
    return Found([one for _, _, one in sorted(ranked, reverse=True)] if ids else [], is_more=False)


def stems_of(terms: Iterable[Term]) -> list[str]:
    """Return the English and Spanish stems of what was looked for; one query."""
    words = sorted({word for term in terms if not term.is_excluded for word in term.words})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT unnest(ts_lexize('english_stem', word) || ts_lexize('spanish_stem', word)) "
            "FROM unnest(%s::text[]) AS word",
            [words],
        )
        return sorted({str(stem) for (stem,) in cursor.fetchall()})


def _expected(keys: QuerySet[Any, UUID]) -> float:  # Any: of incidents or of their entries
    """Return how many rows the database expects, by what it knows of how common each word is."""
    plan = keys.explain(format="json")
    return float(json.loads(plan)[0]["Plan"]["Plan Rows"]) if plan else 0.0  # none where nothing can match


def _query(terms: Sequence[Term], *, actor: Actor, scope: Scope) -> Expression:
    weights = "" if actor.is_staff else _SHOWN_TO_HELPERS
    sought = [_term(term, weights=weights) for term in terms if not term.is_excluded]
    excluded = [_not(_term(term, weights=weights)) for term in terms if term.is_excluded]
    plain = [_to_query("simple", _said(term, weights=weights)) for term in terms if not term.is_excluded]
    wanted = Case(
        When(GreaterThan(_nodes(_all(sought)), 0), then=_all(sought)),
        default=_all(plain),  # all were words that texts are kept without; a name may be one of them
        output_field=SearchQueryField(),
    )
    return _all([wanted, *excluded, *_facts(actor, scope)])


def _term(term: Term, *, weights: str) -> Expression:
    """Return the query of one term: as it was typed, or by its English or Spanish stem."""
    typed = _to_query("desk_words", _said(term, weights=weights))
    if len(term.words) > 1 or term.words[0].isdigit():
        return typed
    stem = _lexeme(term.words[0], weights)
    return _any([typed, _to_query("desk_english", stem), _to_query("desk_spanish", stem)])


def _said(term: Term, *, weights: str) -> str:
    if term.is_open:
        return _lexeme(term.words[0], f"*{weights}")
    return " <-> ".join(_lexeme(word, weights) for word in term.words)


def _lexeme(word: str, marks: str) -> str:
    return f"'{word}':{marks}" if marks else f"'{word}'"


def _facts(actor: Actor, scope: Scope) -> list[Expression]:
    facts = []
    if scope.marketplace and scope.team:
        facts.append(_fact(f"~team:{scope.marketplace}/{scope.team}"))
    elif scope.marketplace:
        facts.append(_fact(f"~in:{scope.marketplace}"))
    if scope.is_open:
        facts.append(_fact("~open"))
    if actor.is_staff and actor.role not in READS_EVERY_TEAM and actor.marketplace and actor.teams:
        facts.append(_any([_fact(f"~team:{actor.marketplace}/{team}") for team in actor.teams]))
    elif actor.is_staff and actor.marketplace and not scope.marketplace:
        facts.append(_fact(f"~in:{actor.marketplace}"))
    if actor.is_helper:
        own = [_fact(f"~by:{actor.account_id}")]
        if actor.role is Role.AGENCY_ADMIN and actor.agency_id is not None:
            own.append(_fact(f"~agency:{actor.agency_id}"))
        facts.append(_any(own))
    return facts


def _says_who_reads(actor: Actor) -> bool:
    """Tell whether the facts of the index alone keep to what a colleague may read."""
    return (
        actor.is_staff
        and actor.marketplace is not None
        and (actor.role in READS_EVERY_TEAM or bool(actor.teams))
    )


def _matches(query: Expression, *, words: str = "search_entry__words") -> Expression:
    return Func(
        F(words),
        query,
        template="(%(expressions)s)",
        arg_joiner=" @@ ",
        output_field=BooleanField(),
    )


def _to_query(config: str, text: str) -> Expression:
    return Func(
        Value(text), template=f"to_tsquery('{config}', %(expressions)s)", output_field=SearchQueryField()
    )


def _fact(lexeme: str) -> Expression:
    quoted = lexeme.replace("'", "''")
    return Func(Value(f"'{quoted}'"), template="(%(expressions)s)::tsquery", output_field=SearchQueryField())


def _all(parts: Sequence[Expression]) -> Expression:
    return _joined(parts, " && ")


def _any(parts: Sequence[Expression]) -> Expression:
    return _joined(parts, " || ")


def _joined(parts: Sequence[Expression], sign: str) -> Expression:
    return Func(*parts, template="(%(expressions)s)", arg_joiner=sign, output_field=SearchQueryField())


def _not(part: Expression) -> Expression:
    return Func(part, template="!!(%(expressions)s)", output_field=SearchQueryField())


def _nodes(part: Expression) -> Expression:
    return Func(part, function="numnode", output_field=IntegerField())
