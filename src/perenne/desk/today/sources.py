"""Where the rows of Today come from: each app says what awaits the member, and checks itself what they may see."""

from collections.abc import Callable, Iterator, Set
from datetime import date, timedelta

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.functional import lazy

from perenne.desk.contracts import queries as contracts
from perenne.desk.devices import awaiting as devices
from perenne.desk.drafts.models import Draft, Step
from perenne.desk.imports.models import Import
from perenne.desk.imports.models import State as ImportState
from perenne.desk.partnerships import queries as partnerships
from perenne.desk.people.access import seen
from perenne.desk.people.models import Member
from perenne.desk.people.permissions import Grant, can, grant, roles
from perenne.desk.people.queries import requests_for
from perenne.desk.portal import queries as portal
from perenne.desk.posts.models import Decision, Post, State
from perenne.desk.posts.queries import AWAITING, queued
from perenne.desk.today.row import Row
from perenne.desk.web.words import COUNTS, WORDS
from perenne.report.voice import Voice

MOST = 20
_LOOKS = 100
_SHOWN = ("creator", "advertiser", "verdict", "state")
_RECENT = timedelta(days=14)


def decidable(member: Member) -> tuple[State, ...]:
    """The states in which a post awaits a decision that the member's role may make."""
    given = grant(member, "post.decide")
    if given is None:
        return ()
    return (State.WAITING,) if given is Grant.NOT_ESCALATED else AWAITING


def waiting(member: Member) -> QuerySet[Post]:
    """The posts that await the member's decision."""
    return seen(member, Post.objects.all(), "post.read").filter(state__in=decidable(member))


def posts(member: Member, voice: Voice, put_off: Set[int], own: Set[int]) -> Iterator[Row]:
    """The worst of those that wait, without those that are ``put_off``; the member's ``own`` always."""
    if not can(member, "post.read"):
        return
    queue = waiting(member).defer("record").prefetch_related("findings")
    first = list(queued(queue.exclude(pk__in=put_off - own))[:MOST])
    missing = (put_off | own) - {each.pk for each in first}
    first += list(queued(queue.filter(pk__in=missing))) if missing else []
    for each in first:
        yield post_row(each, voice)


def post_row(post: Post, voice: Voice) -> Row:
    return Row(
        f"post:{post.pk}", "post", "judge", _post(post.pk), titled(post, voice), _why(post, voice), post.verdict
    )


def _why(post: Post, voice: Voice) -> str:
    """Why the post waits: what the first of its worst findings says."""
    worst = next((each.read() for each in post.findings.all() if each.verdict == post.verdict), None)
    if worst is None:
        return post.teaser
    return voice.say(worst.because, tuple(each.quote for each in worst.evidence if each.quote))


def titled(post: Post, voice: Voice) -> str:
    who = post.creator or str(voice.say(WORDS["posts.unknown_creator"]))
    brand = post.advertiser
    return str(voice.say(WORDS["today.for"], (who, brand), creator=who, brand=brand)) if brand else who


def replies(member: Member, voice: Voice) -> Iterator[Row]:
    """What creators said and nobody has read."""
    if not can(member, "post.read"):
        return
    for each in portal.unread(seen(member, Post.objects.all(), "post.read"))[:MOST]:
        title = titled(each.post, voice)
        yield Row(f"reply:{each.pk}", "reply", "read", _post(each.post_id), title, each.text)


def looks(member: Member, voice: Voice) -> Iterator[Row]:
    """Second looks: the last decision on a post, where it names a day; a correction that was asked for, always."""
    if not can(member, "post.read"):
        return
    decided = seen(member, Post.objects.all(), "post.read").filter(state__in=(State.ASKED, State.DECIDED))
    first = decided.filter(look__isnull=False).only(*_SHOWN).order_by("look", "pk")
    posts = {each.pk: each for each in first[:_LOOKS]}
    made = Decision.objects.filter(post__in=posts).order_by("pk")
    told = made.values_list("post_id", "pk", "kind", "reason", "due", "by__name")
    for post, pk, kind, reason, due, by in {each[0]: each for each in told}.values():
        title, held = titled(posts[post], voice), posts[post].held
        kind = "ask" if kind == Decision.ASK else "look"
        yield Row(f"look:{pk}", kind, "see", _post(post), title, reason, held, due, owner=by)


def imports(member: Member, today: date, voice: Voice) -> Iterator[Row]:
    """Imports of which lines were refused."""
    if not can(member, "import.make"):
        return
    own = seen(member, Import.objects.all(), "import.make")
    recent = own.filter(state=ImportState.DONE, at__date__gte=today - _RECENT)
    with_rejects = recent.annotate(lines=Count("refused")).filter(lines__gt=0)
    for each in with_rejects.select_related("by").prefetch_related("files")[:MOST]:
        names = ", ".join(file.name for file in each.files.all())
        says = str(voice.figures(COUNTS["imports.refused"], each.lines))
        address = reverse("import", args=(each.pk,))
        yield Row(f"import:{each.pk}", "import", "mend", address, names, says, owner=each.by.name)


def of_contracts(member: Member, today: date, voice: Voice) -> Iterator[Row]:
    """Contracts to review, to mend, near their end."""
    for each in contracts.awaiting(member, today):
        pair = " × ".join(filter(None, (each.creator, each.advertiser)))
        says, address = _once_shown(_of_contract, each, voice), _once_shown(_to_contract, each)
        yield Row(f"{each.kind}:{each.ref}", each.kind, "read_over", address, pair or each.ref, says, due=each.due)


def of_devices(member: Member, today: date, voice: Voice) -> Iterator[Row]:
    """Devices to settle, exceptions and proofs near their last day, for whoever keeps the register."""
    for each in devices.awaiting(member, today):
        key = ":".join(filter(None, (each.kind, each.device, each.of)))
        address = reverse("device", args=(each.device,))
        yield Row(key, each.kind, "see", address, each.name, voice.say(each.says), due=each.due)


def _made(how: Callable[..., str], *told: object) -> str:
    return how(*told)


_once_shown = lazy(_made, str)
"""What a function makes of what it is told, when the row is shown."""


def _of_contract(each: contracts.Awaiting, voice: Voice) -> str:
    return voice.figures(COUNTS["contracts.lack"], each.count) if each.count else _of_document(each, voice)


def _to_contract(each: contracts.Awaiting) -> str:
    if each.kind in ("contract_notice", "contract_end"):
        return reverse("contract", args=(each.ref,))
    return reverse("contract_audit", args=(each.ref, each.number))


def _of_document(each: contracts.Awaiting, voice: Voice) -> str:
    known = WORDS.get(f"contracts.awaits.{each.kind}")
    return voice.say(known, ref=each.ref) if known else each.ref


def from_creators(member: Member, voice: Voice) -> Iterator[Row]:
    """What creators ask for or sent through their link."""
    for each in (*portal.requests_waiting(member, voice), *portal.captures_waiting(member, voice)):
        key = f"{each.kind}:{each.address.strip('/').rsplit('/', 1)[-1]}"
        verb = "answer" if each.kind == "data_request" else "verify"
        yield Row(key, each.kind, verb, each.address, each.creator, each.says, due=each.due)


def asked(member: Member, voice: Voice) -> Iterator[Row]:
    """What colleagues ask the member to do, who may not do it themselves."""
    for each in requests_for(member):
        what = str(voice.say(roles().verbs[each.verb]))
        says = f"{what}. {each.note}" if each.note else what
        name = each.by.person.name
        yield Row(f"asked:{each.pk}", "asked", "see", each.address, name, says, assignee=member.pk, plannable=False)


def _post(pk: int) -> str:
    return reverse("post", args=(pk,))


def of_partnerships(member: Member, today: date, voice: Voice) -> Iterator[Row]:
    """Thresholds, notices, ends, deliveries and payments of partnerships."""
    for each in partnerships.awaiting(member, today, voice):
        key = f"{each.kind}:{each.ref}:{each.due or ''}"
        yield Row(
            key,
            each.kind,
            "see",
            each.address,
            each.pair,
            str(each.says),
            due=each.due,
            late=each.late,
            owner=each.owner,
        )


def of_drafts(member: Member, today: date, voice: Voice) -> Iterator[Row]:
    """Drafts that are kept and wait for somebody's agreement, by the day on which they are to be published."""
    if not can(member, "draft.check"):
        return
    open_ = seen(member, Draft.objects.all(), "draft.check").filter(step__in=(Step.CREATOR, Step.BRAND))
    for each in open_.select_related("by")[:MOST]:
        step = str(voice.say(WORDS[f"draft.step.{each.step}"]))
        title = each.advertiser or each.teaser
        address = reverse("draft_kept", args=(each.pk,))
        yield Row(
            f"draft:{each.pk}", "draft", "see", address, title, step, each.verdict, each.planned, owner=each.by.name
        )
