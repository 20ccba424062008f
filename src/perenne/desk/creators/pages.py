"""The pages of one creator, as values: each part of the record, with the forms that a person may sign there."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from perenne.desk.creators import queries, said
from perenne.desk.creators.forms import DeclareForm, JoinForm, KeepForm, PartForm
from perenne.desk.creators.kinds import kinds
from perenne.desk.creators.known import Known, known
from perenne.desk.creators.models import Account, Creator, Fact
from perenne.desk.people.models import Member
from perenne.desk.people.permissions import can
from perenne.desk.web.forms import problems
from perenne.desk.web.jinja import voice
from perenne.desk.web.pages import page
from perenne.desk.web.words import WORDS
from perenne.report import names
from perenne.report.voice import Said, Voice

WRITE, KEEP = "partnership.write", "link.make"
TABS = ("facts", "history", "posts", "partnerships", "data")
_PAGES = {"facts": "creator", **{each: f"creator_{each}" for each in TABS[1:]}}


def facts_page(
    request: HttpRequest, member: Member, creator: Creator, wrong: Any = None, *, status: int = 200
) -> HttpResponse:
    """What is known; ``wrong``: the form that a person has to mend."""
    speaker, today = voice(request), timezone.localdate()
    accounts = list(creator.accounts.all())
    every = [_view(each, speaker) for each in known(accounts, queries.facts_of(member, creator), today)]
    forms = {
        "join": JoinForm(speaker, finder(member, creator)),
        "declare": DeclareForm(speaker, accounts, today),
        **({wrong.prefix: wrong} if wrong is not None and wrong.prefix in {"join", "declare"} else {}),
    }
    parting = [
        wrong if wrong is not None and wrong.prefix == f"part{each.pk}" else PartForm(speaker, each)
        for each in accounts
    ]
    return part_page(
        request,
        member,
        creator,
        "facts",
        status=status,
        groups=_groups(every, accounts, speaker),
        ties=creator.ties.select_related("account", "by"),
        join=forms["join"],
        declare=forms["declare"],
        parting=list(zip(accounts, parting, strict=True)) if len(accounts) > 1 else [],
        problems=problems(wrong, speaker) if wrong is not None else [],
    )


def _groups(
    every: list[dict[str, Any]], accounts: list[Account], voice: Voice
) -> list[tuple[Said | str, str, list[dict[str, Any]]]]:
    """The facts of the person, then those of each account."""
    groups: list[tuple[Said | str, str, list[dict[str, Any]]]] = [
        (voice.say(WORDS["creators.of_person"]), "", [each for each in every if each["known"].account is None])
    ]
    for account in accounts:
        own = [each for each in every if each["known"].account is account]
        groups.append((account.name, names.platform_name(account.platform, voice.language), own))
    return groups


def _view(each: Known, voice: Voice) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "known": each,
        "called": voice.say(each.kind.called),
        "held": [fact_view(fact, voice) for fact in each.values],
        "why": voice.say(
            WORDS[f"creators.why.{each.why}"],
            (said.value(each.last, each.kind, voice),) if each.last else (),
            value=said.value(each.last, each.kind, voice) if each.last else "",
            age=said.age(each.last.observed if each.last else None, today, voice),
        )
        if each.why
        else None,
        "last": fact_view(each.last, voice) if each.last else None,
    }


def fact_view(fact: Fact, voice: Voice) -> dict[str, Any]:
    kind = kinds().facts[fact.name]
    return {
        "fact": fact,
        "called": voice.say(kind.called),
        "value": said.value(fact, kind, voice),
        "quoted": kind.kind in {"text", "names"},
        "source": said.source(fact, voice),
        "age": said.age(fact.observed, timezone.localdate(), voice),
    }


def history_page(request: HttpRequest, member: Member, creator: Creator) -> HttpResponse:
    """Every fact that was ever read or said, the newest first."""
    speaker = voice(request)
    facts = queries.facts_of(member, creator).order_by("-at", "-observed", "-pk")
    found = Paginator(facts, queries.ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [fact_view(each, speaker) for each in found]
    return part_page(
        request, member, creator, "history", found=found, rows=rows, may_import=can(member, "import.make")
    )


def data_page(
    request: HttpRequest, member: Member, creator: Creator, wrong: KeepForm | None = None, *, status: int = 200
) -> HttpResponse:
    """Where the data come from, on what ground they are kept, what the person said of that."""
    from perenne.desk.portal.queries import of_creator  # the portal stands on creators

    speaker = voice(request)
    keepings = list(creator.keepings.select_related("by"))
    last = keepings[-1] if keepings else None
    fields = ("basis", "told_on", "objected_on", "until")
    blank = KeepForm(speaker, initial={name: getattr(last, name) for name in fields} if last else {})
    return part_page(
        request,
        member,
        creator,
        "data",
        status=status,
        last=last,
        keepings=list(reversed(keepings)),
        bases={key: speaker.say(each) for key, each in kinds().bases.items()},
        sources=queries.sources_of(member, creator),
        form=wrong or blank,
        problems=problems(wrong, speaker) if wrong is not None else [],
        portal=of_creator(member, creator, speaker),
    )


def part_page(request: HttpRequest, member: Member, creator: Creator, tab: str, **values: Any) -> HttpResponse:
    """One part of the record, in its frame."""
    speaker = voice(request)
    accounts = list(creator.accounts.all())
    key = "creators.title" if tab == "facts" else f"creators.title_{tab}"
    return page(
        request,
        member,
        f"creators/{tab}",
        "creators",
        title=speaker.say(WORDS[key], (creator.name,), name=creator.name),
        creator=creator,
        accounts=[(each, names.platform_name(each.platform, speaker.language)) for each in accounts],
        tabs=[(each, _PAGES[each]) for each in TABS],
        tab=tab,
        may=can(member, WRITE, creator),
        may_keep=can(member, KEEP, creator),
        today=timezone.localdate(),
        **values,
    )


def finder(member: Member, creator: Creator) -> Any:
    """How a form finds another account, as posts write it, among those that the member may see."""

    def find(platform: str, name: str) -> Account | None:
        key = name.strip().removeprefix("@").casefold()
        others = Account.objects.filter(
            organisation=member.organisation_id, platform=platform, key__in=(key, f"id:{name.strip()}")
        )
        mine = queries.creators(member).exclude(pk=creator.pk)
        return others.filter(creator__in=mine.values("pk")).select_related("creator").first()

    return find
