"""The database itself refuses to change or remove an act, whoever asks."""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_SQLITE = (
    """CREATE TRIGGER journal_act_stays BEFORE UPDATE ON journal_act
       BEGIN SELECT RAISE(ABORT, 'an act of the journal is never changed'); END""",
    """CREATE TRIGGER journal_act_remains BEFORE DELETE ON journal_act
       BEGIN SELECT RAISE(ABORT, 'an act of the journal is never removed'); END""",
)
_POSTGRESQL = (
    """CREATE FUNCTION journal_act_stays() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'an act of the journal is never changed or removed'; END $$""",
    """CREATE TRIGGER journal_act_stays BEFORE UPDATE OR DELETE ON journal_act
       FOR EACH ROW EXECUTE FUNCTION journal_act_stays()""",
    """CREATE TRIGGER journal_act_remains BEFORE TRUNCATE ON journal_act
       FOR EACH STATEMENT EXECUTE FUNCTION journal_act_stays()""",
)


def refuse(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("journal", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(refuse, migrations.RunPython.noop, elidable=False)]
