"""Acts as they come in, and as they are counted: whole numbers for accounts and objects, their names kept aside."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import ibis
import pyarrow as pa
from ibis import _

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from perenne.engine.engine import Engine

SCHEMA = pa.schema(
    {"account": pa.string(), "object": pa.string(), "t": pa.int64(), "action": pa.string(), "owner": pa.string()}
)
"""One row an act. ``t``: seconds of universal time; ``action``: what the source calls the act; ``owner``: whose the
object is (the author of the post, the domain of the link); both may be null."""


@dataclass(frozen=True, slots=True)
class Acts:
    """``table`` holds ``account``, ``object``, ``t``, ``action``; ``accounts`` and ``objects`` what the numbers stand
    for, ``objects`` with its ``owner``. All are kept in the engine."""

    table: "ir.Table"
    accounts: "ir.Table"
    objects: "ir.Table"

    @classmethod
    def numbered(cls, engine: "Engine", named: "ir.Table") -> "Acts":
        """From rows as in ``SCHEMA``, kept or loaded; a row that lacks account, object or time is left out."""
        whole = engine.keep(named.filter(_.account.notnull() & _.object.notnull() & _.t.notnull()))
        accounts = engine.keep(_numbers(whole.select(name="account").distinct()))
        things = whole.group_by(name="object").agg(owner=_.owner.min())
        objects = engine.keep(_numbers(things))
        table = engine.keep(
            whole.join(accounts, whole.account == accounts.name)
            .select(account="number", object="object", t="t", action="action")
            .join(objects, _.object == objects.name)
            .select(account="account", object=objects.number, t="t", action="action")
        )
        engine.drop(whole)
        return cls(table, accounts, objects)


def _numbers(names: "ir.Table") -> "ir.Table":
    return names.mutate(number=ibis.row_number().over(ibis.window(order_by="name")).cast("int32"))
