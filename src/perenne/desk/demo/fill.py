"""Filling an empty desk with the invented agency: its files through the imports, its people through the actions."""

import secrets
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.core.management import call_command

from perenne.desk.bundles.actions import ask as ask_for_bundle
from perenne.desk.contracts import actions as contracts
from perenne.desk.demo.agency import Paper, agency, lived
from perenne.desk.demo.files import write
from perenne.desk.demo.phones import register
from perenne.desk.demo.story import POSTS, Story, story
from perenne.desk.imports.actions import begin
from perenne.desk.journal.acts import Author
from perenne.desk.partnerships import actions as partnerships
from perenne.desk.partnerships.models import Partnership
from perenne.desk.people import actions as people
from perenne.desk.people.access import author
from perenne.desk.people.models import Brand, Invitation, Member, Organisation, Person
from perenne.desk.portal.actions import make_link, open_link, reply
from perenne.desk.posts.actions import Choice, decide
from perenne.desk.posts.models import Decision, Post, State
from perenne.desk.posts.queries import worst_first
from perenne.model.bilingual import Bilingual
from perenne.model.errors import UsageError
from perenne.model.event import Agreed, Creator, Decided, Deliverable, Opened, Terms, What
from perenne.model.money import Money
from perenne.model.post import Advertiser
from perenne.partnerships.partnership import handle_key

Tell = Callable[[Bilingual], None]
_FIRST_ROLES = ("administrator", "counsel", "manager")
_STILL_WAITING = 9
"""How many posts nobody has looked at yet."""
_STILL_DUE = timedelta(days=120)
_ESCALATED = 5
"""Of the newest, one in so many was passed on."""
_ASKED_WITHIN = timedelta(days=10)
_ONE_IN = 6
"""Of the partnerships, one in so many is kept by nobody."""
_KIND = {
    "ask": Decision.ASK,
    "compliant": Decision.COMPLIANT,
    "mended": Decision.COMPLIANT,
    "escalate": Decision.ESCALATE,
}


@dataclass(frozen=True, slots=True)
class Team:
    """Who works at the invented agency; ``token``: of the link by which the first person joins."""

    organisation: Organisation
    manager: Member
    counsel: Member
    security: Member
    token: str


def opened(tell: Tell, until: date) -> str | None:
    """The demo: filled where the desk is empty, as it was where it is filled already. Returns the token by which its
    first person joins, as long as nobody has. Raises ``UsageError`` where the desk is somebody else's."""
    if not Organisation.objects.exists():
        return fill(tell, until)
    first = Invitation.objects.filter(email=agency().first.email, organisation__name=agency().organisation).first()
    if first is None:
        raise UsageError(
            fr="ce bureau est à quelqu’un : nommez un dossier vide avec PERENNE_DESK_DATA pour la démonstration",
            en="this desk is somebody’s: name an empty folder with PERENNE_DESK_DATA for the demo",
        )
    if first.used is not None:
        return None
    desk = Author("desk", "Pérenne", first.organisation_id, "job")
    return people.invite_anew(desk, first)


def fill(tell: Tell, until: date, posts: int = POSTS) -> str:
    """Found the agency and live its two years up to ``until``; returns the token by which the first person joins."""
    tell(Bilingual(fr="L’agence inventée s’installe…", en="The invented agency moves in…"))
    team = _found()
    brands = _brands(team)
    with tempfile.TemporaryDirectory(prefix="perenne-demo-") as place:
        lived_through = story(until, posts)
        sheet, *captures = write(lived_through, Path(place))
        _open(team, brands, lived_through)
        tell(Bilingual(fr="Son tableur de collaborations…", en="Its sheet of collaborations…"))
        partnerships.import_sheet(author(team.manager), team.manager, sheet, sheet.name)
        for file in captures:
            tell(Bilingual(fr=f"{file.name} : lecture et jugement…", en=f"{file.name}: being read and judged…"))
            begin(author(team.manager), team.manager, [_dropped(file)])
            _work()
    tell(Bilingual(fr="Ce que les gens ont décidé…", en="What people decided…"))
    _decide(team, until)
    _answer(team)
    _agree(team, until)
    for paper in lived().contracts:
        _sign_up(team, brands[paper.brand], paper, until)
    register(team.security, until)
    _bundle(team)
    _work()
    return team.token


def _found() -> Team:
    told = agency()
    token = people.found(told.organisation, told.first.email)
    organisation = Organisation.objects.latest("pk")
    members = {
        role: _member(organisation, each.name, each.email, each.roles) for each in told.people for role in each.roles
    }
    invitation = people.open_invitation(token)
    assert invitation is not None  # noqa: S101  # it was made a line above
    invitation.roles = list(_FIRST_ROLES)
    invitation.save(update_fields=("roles",))
    return Team(organisation, members["manager"], members["counsel"], members["security"], token)


def _member(organisation: Organisation, name: str, email: str, roles: tuple[str, ...]) -> Member:
    """Somebody of the agency, whose password nobody knows."""
    desk = Author("desk", "Pérenne", organisation.pk, "job")
    invitation = people.open_invitation(people.invite(desk, organisation, None, email, roles))
    assert invitation is not None  # noqa: S101  # it was made a line above
    person: Person = people.join(invitation, name, secrets.token_urlsafe(24))
    return Member.objects.get(person=person, organisation=organisation)


def _brands(team: Team) -> dict[str, Brand]:
    desk = Author("desk", "Pérenne", team.organisation.pk, "job")
    return {
        each.name: people.add_brand(desk, team.organisation, each.name, [each.handle]) for each in agency().brands
    }


def _open(team: Team, brands: Mapping[str, Brand], told: Story) -> None:
    """All but a few partnerships were opened at the desk by who keeps them; the sheet says the rest."""
    keepers = (team.manager.person.name, agency().first.name)
    for n, pair in enumerate(told.pairs):
        if n % _ONE_IN != 0:
            advertiser = Advertiser(name=pair.house.name, handles=(pair.house.handle,))
            creator = Creator(handle=f"@{pair.creator.handle}", name=pair.creator.name)
            first = min(each.brief for each in told.collaborations if each.pair == pair)
            what = Opened(creator, advertiser, kept_by=keepers[n % len(keepers)])
            partnerships.open_partnership(author(team.manager), team.manager, what, first, brands[pair.house.name])


def _dropped(file: Path) -> UploadedFile[Any]:
    return SimpleUploadedFile(file.name, file.read_bytes())


def _work() -> None:
    """The worker does what is waiting, then goes home."""
    call_command("db_worker", batch=True, startup_delay=False, reload=False, verbosity=0)


def _decide(team: Team, until: date) -> None:
    """All but the last posts that awaited a person were decided; of the newest a correction is still due."""
    waiting = list(worst_first(Post.objects.filter(organisation=team.organisation, state=State.WAITING)))
    oldest_first = sorted(waiting, key=lambda each: (each.published or until, each.pk))
    for n, post in enumerate(oldest_first[:-_STILL_WAITING]):
        recent = post.published is None or post.published > until - _STILL_DUE
        why = "compliant" if post.verdict == "needs_human" else "ask" if recent else "mended"
        why = "escalate" if recent and n % _ESCALATED == 0 else why
        by = team.counsel if n % 3 == 0 and why != "escalate" else team.manager
        due = until + _ASKED_WITHIN * (n % 4 - 1) if why == "ask" else None
        said = lived().reasons[why]
        if why == "mended":
            asked = lived().reasons["ask"]
            decide(author(by), by.person, post, post.version, Choice(Decision.ASK, asked[n % len(asked)]), {})
            post.refresh_from_db(fields=("version",))
        decide(author(by), by.person, post, post.version, Choice(_KIND[why], said[n % len(said)], due), {})


def _answer(team: Team) -> None:
    """Some creators said something of a post that they were asked to correct."""
    asked = Post.objects.filter(organisation=team.organisation, state=State.ASKED).order_by("-published", "pk")
    for said, post in zip(lived().replies, asked, strict=False):
        link = open_link(make_link(author(team.manager), team.manager, post.platform, post.creator))
        assert link is not None  # noqa: S101  # it was made a line above
        reply(link, post, said.text, {}, contests=said.contests)


def _agree(team: Team, until: date) -> None:
    """Yearly agreements beside what the sheet tells, and what was decided when years ended."""
    rows = list(Partnership.objects.filter(organisation=team.organisation).order_by("title"))
    for told in lived().ambassades:
        begins, ends = until + timedelta(days=told.from_), until + timedelta(days=told.to)
        terms = Terms(
            title=f"Ambassade {begins.year}",
            objective=f"Ambassade {begins.year}",
            from_=begins,
            to=ends,
            notice_days=told.notice_days,
            tacit=False,
            form="signed_document",
            signed_on=begins - timedelta(days=12),
            payment_days=30,
            fee=Money(Decimal(told.fee)),
            deliverables=(
                Deliverable("posts de l’ambassade", "post", count=6, due=until + timedelta(days=told.due)),
            ),
        )
        _write(team, rows[told.nth], Agreed(f"A-{begins.year}-{told.nth:02}", terms), begins)
    for n, each in enumerate(lived().renewals):
        row = _again(rows[3 * n + 1])
        decided = Decided(about=row.agreement or row.title, choice=each.choice, reason=each.reason)
        partnerships.decide(author(team.manager), team.manager, row, row.version, decided)


def _write(team: Team, row: Partnership, what: What, on: date) -> None:
    partnerships.write_down(author(team.manager), team.manager, row, _again(row).version, what, on)


def _again(row: Partnership) -> Partnership:
    return Partnership.objects.get(pk=row.pk)


def _sign_up(team: Team, brand: Brand, paper: Paper, until: date) -> None:
    starts = until - timedelta(days=paper.starts)
    creator = next(each for each in agency().creators if each.handle == paper.creator)
    row = Partnership.objects.filter(brand=brand, creator_key=handle_key(creator.handle)).first()
    facts = contracts.Facts(
        creator=creator.name,
        partnership=row.ref if row else "",
        objective=paper.objective,
        money=Decimal(paper.money),
        starts=starts,
        ends=starts + timedelta(days=paper.lasts),
        french_public=True,
    )
    file = SimpleUploadedFile(f"contrat-{paper.creator}.txt", paper.text.encode())
    contracts.add(author(team.manager), team.manager, file, brand, facts)


def _bundle(team: Team) -> None:
    decided = Post.objects.filter(organisation=team.organisation, state=State.ASKED).order_by("severity", "pk")[:3]
    ask_for_bundle(author(team.counsel), team.counsel, list(decided), "fr")
