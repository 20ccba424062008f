"""The invented agency of the demo, many times over: what ``desk.py`` measures on.

The demo is filled by the desk itself: posts judged, partnerships read from a sheet, decisions, contracts, bundles.
Its rows are then written again and again, each time for other creators and under other ids. Partnerships and what is
known of creators go through the desk's own writing, acts are true lines of the chain: ``verify-journal`` holds.
"""

import re
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from random import Random
from typing import Any

import msgspec
from django.db import connection, models, transaction
from django.utils import timezone

from perenne.chain import linked, sha256
from perenne.desk.bundles.models import Bundle
from perenne.desk.contracts.models import Contract, Standing, Version
from perenne.desk.creators.learning import learn
from perenne.desk.demo.agency import agency
from perenne.desk.demo.fill import fill
from perenne.desk.imports.models import File, Import, State
from perenne.desk.journal.acts import committed
from perenne.desk.journal.models import Act, Head, Word
from perenne.desk.partnerships import writing
from perenne.desk.partnerships.models import Event
from perenne.desk.partnerships.models import Partnership as Row
from perenne.desk.people.models import Brand, Member, Organisation, Person
from perenne.desk.portal.models import Reply
from perenne.desk.posts.models import Decision, Finding, Post
from perenne.desk.posts.search import words_of
from perenne.desk.today.models import Work
from perenne.model.bilingual import Bilingual
from perenne.model.event import Event as Told
from perenne.model.post import Post as Record
from perenne.partnerships.book import Written

JUDGED = 2_000
_AT_ONCE = 1_000
_SEED = 20_261_130
_DAYS = 730
_EVERY_ROLE = ("administrator", "counsel", "manager")
_PEOPLE = 40
_LIMITED = 2
"""Of the clients, how many are limited to two brands."""
_A_YEAR_OF_CONTRACTS = 999
_VERBS = ("post.compliant", "post.ask", "post.escalate")
_REASONS = (
    "La mention est au début du texte, lisible sans dérouler.",
    "Demander à la créatrice d’ajouter « Collaboration commerciale » dès la première ligne.",
    "Le produit est offert sans contrepartie demandée : la réponse de la marque est jointe.",
)


@dataclass(frozen=True, slots=True)
class Sizes:
    partnerships: int
    posts: int
    acts: int


def filled(sizes: Sizes, until: date, clients: int) -> tuple[Member, ...]:
    """The desk filled up to ``sizes``; who the clients sign in as."""
    fill(_say, until, min(JUDGED, sizes.posts))
    organisation = Organisation.objects.get()
    base = _Base(organisation)
    n = 0
    while True:
        n += 1
        posts, partnerships = Post.objects.count(), Row.objects.count()
        if posts >= sizes.posts and partnerships >= sizes.partnerships:
            break
        if n % 10 == 1:
            _tell(f"{posts:,} posts, {partnerships:,} partnerships")
        with transaction.atomic():
            if partnerships < sizes.partnerships:
                base.write_partnerships(n, sizes.partnerships - partnerships)
            if posts < sizes.posts:
                base.write_posts(n, sizes.posts - posts, until)
    base.write_contracts(sizes.partnerships // 4)
    base.write_bundles(sizes.partnerships // 10)
    _arrange(organisation, until)
    people = _people(organisation, clients)
    _write_acts(organisation, sizes.acts, until)
    if connection.vendor == "postgresql":
        connection.cursor().execute("VACUUM ANALYZE")  # which PostgreSQL does by itself within minutes
    return people


def there(clients: int) -> tuple[Member, ...]:
    """The clients of a desk that was filled before; none where it is empty."""
    people = Member.objects.filter(person__email__regex=r"^p\d+@").select_related("person", "organisation")
    return tuple(people.order_by("pk")[:clients])


def told(on: str) -> str:
    rows = (("partnerships", Row), ("posts", Post), ("findings", Finding), ("acts", Act), ("decisions", Decision))
    return f"{on}: " + ", ".join(f"{model._default_manager.count():,} {name}" for name, model in rows)


def _say(says: Bilingual) -> None:
    _tell(says.en)


def _tell(says: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {says}", file=sys.stderr, flush=True)


class _Base:
    """The rows of the demo, to be written again."""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation
        self.posts = list(Post.objects.order_by("pk"))
        self.findings = _by_post(Finding.objects.order_by("pk"))
        self.decisions = _by_post(Decision.objects.order_by("pk"))
        self.replies = _by_post(Reply.objects.order_by("pk"))
        self.made = Import.objects.order_by("pk")[0]
        self.file = File.objects.filter(of=self.made)[0]
        self.events = list(Event.objects.order_by("pk").values_list("line", flat=True))
        names = [*(each.handle for each in agency().creators), *(each.name for each in agency().creators)]
        self.names = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))

    def _renamed(self, text: str, n: int) -> str:
        """``text`` with every creator of the demo as the ``n``th of that name."""
        return self.names.sub(lambda found: f"{found[0]}{' ' if ' ' in found[0] else '.'}{n}", text)

    def write_partnerships(self, n: int, most: int) -> None:
        wanted: dict[str, list[Told]] = {}
        for line in self.events:
            event = msgspec.json.decode(self._renamed(line, n), type=Told)
            name = f"{event.partnership}-{n}"
            told = msgspec.structs.replace(event, id=f"{event.id}-{n}", partnership=name)
            wanted.setdefault(name, []).append(told)
        some = [each for those in islice(wanted.values(), most) for each in those]
        writing.write(self.organisation.pk, some, Written(by="Alma Verdier"))

    def write_posts(self, n: int, most: int, until: date) -> None:
        """As an import writes them: posts with their findings, then what is learnt of their accounts."""
        at = timezone.now() - timedelta(days=2 + n * 7 % _DAYS)
        told = {**_columns(self.made), "at": at, "ended": at, "posts_new": len(self.posts), "state": State.DONE}
        made = Import.objects.create(**told)
        File.objects.create(**{**_columns(self.file), "of_id": made.pk, "name": f"publications-{n:04}.ndjson"})
        base = self.posts[:most]
        posts = Post.objects.bulk_create([self._post(each, n, made) for each in base], _AT_ONCE)
        kept = list(zip(base, posts, strict=True))
        Finding.objects.bulk_create(
            (
                Finding(
                    post=post,
                    rule=each.rule,
                    verdict=each.verdict,
                    record=self._renamed(each.record, n).replace(old.post_id, post.post_id),
                )
                for old, post in kept
                for each in self.findings[old.pk]
            ),
            _AT_ONCE,
        )
        Decision.objects.bulk_create(_again(Decision, self.decisions, kept, at), _AT_ONCE)
        Reply.objects.bulk_create(_again(Reply, self.replies, kept, at), _AT_ONCE)
        learn(made, ((msgspec.json.decode(each.record, type=Record), each.brand_id) for each in posts))

    def _post(self, old: Post, n: int, made: Import) -> Post:
        named = f"{old.post_id}{n:05}"
        told = {
            "post_id": named,
            "creator": self._renamed(old.creator, n),
            "sought": words_of(self._renamed(old.creator, n), old.advertiser, old.teaser),
            "record": self._renamed(old.record, n).replace(old.post_id, named),
            "added_by_id": made.pk,
        }
        return Post(**{**_columns(old), **told})

    def write_contracts(self, most: int) -> None:
        every = list(Contract.objects.exclude(latest=None).select_related("latest").order_by("pk"))
        for n in range(len(every), most):
            old = every[n % len(every)]
            ref = f"C-{2000 + n // _A_YEAR_OF_CONTRACTS}-{n % _A_YEAR_OF_CONTRACTS + 1:03}"
            contract = Contract.objects.create(
                **{**_columns(old), "ref": ref, "latest_id": None, "standing": Standing.REVIEWED}
            )
            contract.latest = Version.objects.create(**{**_columns(old.latest), "contract_id": contract.pk})
            contract.save(update_fields=("latest",))

    def write_bundles(self, most: int) -> None:
        old = Bundle.objects.order_by("pk")[0]
        for post in Post.objects.order_by("-pk")[:most]:
            Bundle.objects.create(**_columns(old)).posts.add(post)


def _by_post(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for each in rows:
        found[each.post_id].append(each)
    return found


def _columns(row: models.Model) -> dict[str, Any]:
    return {each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields if not each.primary_key}


def _again(
    model: type[models.Model], rows: dict[int, list[Any]], kept: list[tuple[Post, Post]], at: datetime
) -> Iterator[Any]:
    for old, post in kept:
        for each in rows[old.pk]:
            yield model(**{**_columns(each), "post_id": post.pk, "at": at})


def _arrange(organisation: Organisation, until: date) -> None:
    """What people put off in two years, most of it long ago, some of it still."""
    keys = [f"post:{pk}" for pk in Post.objects.order_by("pk").values_list("pk", flat=True)[: _DAYS * 2]]
    late = [until + timedelta(days=n - len(keys) + 20) for n in range(len(keys))]
    Work.objects.bulk_create(
        Work(organisation=organisation, key=key, until=day, times=1, reason=_REASONS[0])
        for key, day in zip(keys, late, strict=True)
    )


def _people(organisation: Organisation, clients: int) -> tuple[Member, ...]:
    """Who works here: the clients, who have every role, and colleagues."""
    brands = list(Brand.objects.order_by("pk")[:2])
    made = []
    for n in range(clients + _PEOPLE):
        person = Person.objects.create(email=f"p{n}@meridienne.example", name=f"Personne {n}", password="!")  # noqa: S106
        roles = list(_EVERY_ROLE) if n < clients else ["analyst"]
        made.append(Member.objects.create(person=person, organisation=organisation, roles=roles))
    for each in made[clients - _LIMITED : clients]:
        each.brands.set(brands)
    return tuple(made[:clients])


def _write_acts(organisation: Organisation, most: int, until: date) -> None:
    """Acts of two years in the order of time, each a line of the chain behind the one before, with its words."""
    chance = Random(_SEED)  # noqa: S311  # the same acts each time
    head = Head.objects.get(pk=1)
    people = list(Person.objects.filter(memberships__organisation=organisation).order_by("pk"))
    posts = list(Post.objects.order_by("pk").values_list("pk", flat=True))
    begins = datetime.combine(until - timedelta(days=_DAYS), datetime.min.time(), UTC)
    step = timedelta(days=_DAYS) / max(most, 1)
    while head.n < most:
        acts: list[Act] = []
        words: list[Word] = []
        for _ in range(min(_AT_ONCE * 5, most - head.n)):
            at, who, post = begins + step * head.n, chance.choice(people), chance.choice(posts)
            act, told = _act(organisation.pk, head, at, who, post, chance)
            acts.append(act)
            words += told
        with transaction.atomic():
            Act.objects.bulk_create(acts, _AT_ONCE)
            Word.objects.bulk_create(words, _AT_ONCE)
            head.save()
        if head.n % 100_000 < _AT_ONCE * 5:
            _tell(f"{head.n:,} acts")


def _act(
    organisation: int, head: Head, at: datetime, person: Person, post: int, chance: Random
) -> tuple[Act, list[Word]]:
    """The act behind ``head``, which goes on to it."""
    verb, thing = chance.choice(_VERBS), f"post:{post}"
    kept = {"actor": person.name, "reason": chance.choice(_REASONS)}
    salts = {name: chance.randbytes(16).hex() for name in kept}
    content = {
        "actor": person.ref,
        "at": at.isoformat(timespec="microseconds").replace("+00:00", "Z"),
        "facts": {"verdict": "compliant"},
        "organisation": organisation,
        "source": "page",
        "thing": thing,
        "verb": verb,
        "words": {name: committed(salts[name], text) for name, text in kept.items()},
    }
    line = linked(content, head.n + 1, head.hash)
    head.n, head.hash = head.n + 1, sha256(line)
    act = Act(
        n=head.n,
        at=at,
        organisation=organisation,
        actor=person.ref,
        verb=verb,
        thing=thing,
        line=line.decode(),
        hash=head.hash,
    )
    about = {"actor": person.ref, "reason": ""}
    return act, [Word(act=act, name=n, about=about[n], salt=salts[n], text=kept[n]) for n in kept]
