"""Asking a question that is compiled once."""

import copy
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any, Generic, ParamSpec, TypeVar, cast

from django.db import connections
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError

from assistdesk.shared.compiled.statements import Statement, are_of, kinds_of, stand_ins_for

Row = TypeVar("Row")
Values = ParamSpec("Values")


def compiled_once(build: Callable[Values, QuerySet[Any, Row]]) -> Callable[Values, list[Row]]:
    """Return a function that asks what `build` would ask, with its SQL kept from the first call on.

    It returns the rows as the queryset would: models with those selected beside them, tuples, single values.
    Each parameter is a UUID, a datetime, a date, a str or an int by its annotation. For a value that is not
    exactly that, such as None or a subclass, the question is built anew. Where `build` locks rows, it is
    asked within a transaction.

    Raises:
        TypeError: on the first call, where a parameter is of another kind, or is no value of the statement.
        TransactionManagementError: it locks rows, and no transaction is open.
    """
    question = Question[Row](build, kinds_of(build))

    @wraps(build)
    def ask(*args: Values.args, **kwargs: Values.kwargs) -> list[Row]:
        return question.ask(dict(zip(question.kinds, args, strict=False)) | kwargs)

    return ask


class Question(Generic[Row]):
    """A question whose values are named by its maker: for those of which there are several forms.

    `build` takes a value of each kind by its name; those in `may_lack` not every form asks about. See
    `compiled_once`.
    """

    def __init__(
        self,
        build: Callable[..., QuerySet[Any, Row]],
        kinds: Mapping[str, type],
        *,
        may_lack: Collection[str] = (),
    ) -> None:
        self.build, self.kinds, self.may_lack = build, kinds, may_lack

    @cached_property
    def _compiled(self) -> "_Compiled[Row]":
        name = self.build.__qualname__
        stand_ins = stand_ins_for(self.kinds, name=name)
        return _Compiled.of(self.build(**stand_ins), stand_ins, name=name, may_lack=self.may_lack)

    def ask(self, values: Mapping[str, object]) -> list[Row]:
        """Return the rows for these values.

        Raises:
            TypeError, TransactionManagementError: as `compiled_once`.
        """
        compiled = self._compiled
        if not are_of(values, self.kinds):
            return list(self.build(**values))
        return compiled.rows(values)


@dataclass(frozen=True)
class _Compiled(Generic[Row]):
    """A queryset, its compiler once it has compiled, what makes values of columns, and the statement."""

    asked: QuerySet[Any, Row]
    compiler: SQLCompiler
    converters: dict[int, Any]
    statement: Statement

    @classmethod
    def of(
        cls,
        asked: QuerySet[Any, Row],
        stand_ins: Mapping[str, object],
        *,
        name: str,
        may_lack: Collection[str],
    ) -> "_Compiled[Row]":
        """Compile a queryset that was built with stand-ins."""
        compiler = asked.query.get_compiler(asked.db)
        text, constants = compiler.as_sql()
        converters = compiler.get_converters([one[0] for one in compiler.select[: compiler.col_count]])
        statement = Statement.of(text, constants, stand_ins, name=name, may_lack=may_lack)
        return cls(asked, compiler, converters, statement)

    def rows(self, values: Mapping[str, object]) -> list[Row]:
        """Return the rows for these values, as the queryset's own way to iterate gives them."""
        asked: Any = object.__new__(type(self.asked))
        asked.__dict__.update(self.asked.__dict__, _query=_Asked(self, self.statement.bound(values)))
        return list(asked._iterable_class(asked))  # noqa: SLF001  # its rows, as Django makes them


class _Asked:
    """What a queryset's rows come from: its query, whose compiler has its statement already."""

    def __init__(self, compiled: "_Compiled[Any]", bound: tuple[object, ...]) -> None:
        self._compiled, self._bound = compiled, bound

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the query has of that name
        return getattr(self._compiled.asked.query, name)

    def get_compiler(self, using: str) -> SQLCompiler:
        """Return a compiler of this connection that gives the kept statement."""
        compiler: Any = copy.copy(self._compiled.compiler)
        compiler.connection = connections[using]
        if self.select_for_update and compiler.connection.get_autocommit():
            raise TransactionManagementError("select_for_update cannot be used outside of a transaction.")
        given = self._compiled.statement.text, self._bound
        compiler.as_sql = lambda *_, **__: given
        compiler.get_converters = lambda _: self._compiled.converters
        return cast("SQLCompiler", compiler)
