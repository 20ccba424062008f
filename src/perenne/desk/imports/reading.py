"""The job of an import: the library reads and judges, then everything is written at once.

Nothing is kept until the end, so that a job that was killed at any moment is simply done again, and one that was done
does nothing when it is asked for twice. Files of which a person has to say something are looked at first, and nothing
of them is kept before that person says to go on.
"""

from contextlib import closing

from django.db.models import F
from django.utils import timezone
from django_tasks import task

from perenne.desk.imports import gathering, keeping, sheets, tables
from perenne.desk.imports.gathering import Counts
from perenne.desk.imports.keeping import Gathered
from perenne.desk.imports.models import File, Import, State
from perenne.desk.imports.placing import place
from perenne.desk.imports.running import Run, Stopped
from perenne.desk.imports.spool import Spool
from perenne.desk.people.models import Member
from perenne.isolation.choosing import reading, wanted
from perenne.model.bilingual import Bilingual
from perenne.model.errors import PerenneError, UsageError

_OFTEN = 5
"""How often a job is taken up again before it is held to be what ends the workers."""

_FAULT = Bilingual(
    fr="quelque chose n’a pas marché de notre côté : rien n’a été gardé, importez de nouveau",
    en="something went wrong on our side: nothing was kept, import again",
)
_ENDS_WORKERS = Bilingual(
    fr=f"la lecture s’est interrompue {_OFTEN} fois, peut-être faute de mémoire : importez les fichiers en plusieurs "
    "fois",
    en=f"the reading broke off {_OFTEN} times, perhaps for want of memory: import the files in several goes",
)
_NO_MEMBER = UsageError(
    fr="la personne qui a déposé ces fichiers ne travaille plus ici : une autre doit les importer",
    en="the person who dropped these files works here no more: somebody else has to import them",
)


@task()
def read_import(pk: int) -> None:
    """Read import ``pk``; judge and keep it, or look at it alone where a person has to say something first."""
    _end(pk, State.STOPPING, State.STOPPED)
    begun = Import.objects.filter(pk=pk, state__in=(State.WAITING, State.READING))
    if not begun.update(state=State.READING, read=0, begun=F("begun") + 1):
        return
    made = Import.objects.select_related("by", "brand").get(pk=pk)
    if made.begun > _OFTEN:
        _fail(pk, _ENDS_WORKERS)
        return
    try:
        with reading(wanted()):
            _read(made)
    except Stopped:
        _end(pk, State.STOPPING, State.STOPPED)
    except PerenneError as problem:
        _fail(pk, problem.says)
    except Exception:
        _fail(pk, _FAULT)
        raise


def _fail(pk: int, says: Bilingual) -> None:
    _end(pk, State.READING, State.FAILED, failure_fr=says.fr, failure_en=says.en)
    _end(pk, State.STOPPING, State.STOPPED)


def _end(pk: int, state: State, then: State, **facts: str) -> None:
    """What is in ``state`` ends; what another run has ended already stays as it is."""
    Import.objects.filter(pk=pk, state=state).update(state=then, ended=timezone.now(), **facts)


def _read(made: Import) -> None:
    run, files = Run(made), list(made.files.all())
    for file in files:
        file.of, file.records, file.problem_fr, file.problem_en = made, 0, "", ""
        gathering.recognise(file)
    asks = made.confirmed is None and any(file.is_table for file in files)
    member = _member(made) if any(file.kind == tables.PARTNERSHIPS for file in files) else None
    with closing(Spool()) as spool:
        gathered = _gather(files, spool, run)
        if not asks:
            keeping.judge(spool, run)
            keeping.keep(gathered, run, member)
            return
        for file in files:
            if file.kind == tables.PARTNERSHIPS and member is not None:
                sheets.look(file, member, spool)
        keeping.show(gathered, run)


def _gather(files: list[File], spool: Spool, run: Run) -> Gathered:
    counts: Counts = gathering.gather(files, spool, run)
    return Gathered(files, spool, counts, place(spool, run))


def _member(made: Import) -> Member:
    """The membership of whoever dropped the files. Raises ``UsageError``."""
    found = Member.objects.filter(person=made.by_id, organisation=made.organisation_id, ended=None)
    member = found.select_related("person", "organisation").first()
    if member is None:
        raise _NO_MEMBER
    return member
