"""What the page of a run shows, in the words of one language; of very much, the clearest, and where the rest is."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from markupsafe import Markup

from perenne.axes.authenticity.coordination import told
from perenne.axes.authenticity.coordination.detect import Coordination
from perenne.model.bilingual import Bilingual, Language
from perenne.report import numerals
from perenne.report.coordination import drawing
from perenne.report.coordination.masking import Masking
from perenne.report.coordination.network import Network, Pair, Row, network_of, short
from perenne.report.coordination.words import COUNTS, WORDS
from perenne.report.visible import clipped
from perenne.report.voice import Said, Voice

MOST_GROUPS, MOST_MEMBERS, MOST_PAIRS, MOST_ACTS, MOST_BURSTS = 20, 100, 30, 12, 20
_ROOM = 600
"""Bytes of an object, or of shared words, that are shown."""
_LOOKED_AT, _MARGIN = 1_200, 64
"""Characters that are looked at for names, and of these the last that are not shown."""


@dataclass(frozen=True, slots=True)
class ActView:
    object: str
    at: Said
    gap: Said
    first: str
    there: str
    shared: str


@dataclass(frozen=True, slots=True)
class BurstView:
    object: str
    at: Said
    together: str
    acts: str


@dataclass(frozen=True, slots=True)
class PairView:
    """``facts``: a name and what is said; ``cut``: where not every act is shown."""

    a: str
    b: str
    met: Said
    facts: tuple[tuple[Said, Said], ...]
    counted: Said
    acts: tuple[ActView, ...]
    cut: Said | None


@dataclass(frozen=True, slots=True)
class PairsView:
    title: Said
    note: Said | None
    pairs: tuple[PairView, ...]
    cut: Said | None


@dataclass(frozen=True, slots=True)
class MemberView:
    name: str
    role: Said
    ties: str
    p: str


@dataclass(frozen=True, slots=True)
class GroupView:
    number: int
    title: Said
    says: tuple[Said, ...]
    facts: tuple[tuple[Said, Said], ...]
    drawn: Markup
    drawn_cut: Said | None
    members: tuple[MemberView, ...]
    members_cut: Said | None
    pairs: PairsView


@dataclass(frozen=True, slots=True)
class WindowView:
    window: Said
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """``overview``: number, core, joined and objects of each group."""

    channel: str
    method: str
    says: tuple[Said, ...]
    innocent: Said | None
    level: Said
    overview: tuple[tuple[int, str, str, str], ...]
    windows: tuple[WindowView, ...]
    notes: tuple[Said, ...]
    groups: tuple[GroupView, ...]
    groups_cut: Said | None
    others: tuple[PairsView, ...]
    bursts: tuple[BurstView, ...]
    bursts_cut: Said | None
    named: bool


def page_view(found: Coordination, voice: Voice, *, named: bool) -> PageView:
    network = network_of(found)
    told_of = _Told(found, network, voice, named=named)
    runs, groups = found.run.to_pylist(), found.groups.to_pylist()
    shown = groups[:MOST_GROUPS]
    said = tuple(voice.say(line) for line in told.lines_beside_groups(found))
    return PageView(
        channel=runs[0]["channel"],
        method=runs[0]["method"],
        says=said,
        innocent=voice.say(told.words().innocent) if told.accuses(found) else None,
        level=voice.say(WORDS["sure.level"], level=voice.say(told.percent(runs[0]["level"]))),
        overview=tuple(
            (each["group"], *(voice.figure(each[name]) for name in ("core", "joined", "objects"))) for each in shown
        ),
        windows=tuple(_window(run, voice) for run in runs),
        notes=tuple(voice.say(line) for line in _notes(runs)),
        groups=tuple(told_of.group(each, runs) for each in shown),
        groups_cut=voice.say(WORDS["groups.more"], shown=MOST_GROUPS) if len(groups) > len(shown) else None,
        others=tuple(told_of.others()),
        bursts=tuple(told_of.bursts(found)),
        bursts_cut=_cut("bursts.more", found.bursts, MOST_BURSTS, voice, of=voice.figure(len(found.bursts))),
        named=named,
    )


def _notes(runs: Sequence[Row]) -> Iterable[Bilingual]:
    for run in runs:
        yield from told.note_lines(run) if run["refused"] is None else told.run_lines(run)
    if any(run["crowded"] for run in runs if run["refused"] is None):
        yield told.words().blind


def _window(run: Row, voice: Voice) -> WindowView:
    if run["refused"] is not None:
        return WindowView(_seconds(run["window"], voice), ())
    known = (run["family"], run["accused"], run["joint_needed"], run["rows"], run["crowded"])
    unused = told.percent(run["joint_crowded"] / run["joint"] if run["joint"] else 0.0)
    aside = voice.say(WORDS["sure.of"], n=voice.figure(run["cells_set_aside"]), of=voice.figure(run["cells"]))
    told_of = ("–" if each is None else voice.figure(each) for each in known)
    return WindowView(_seconds(run["window"], voice), (*told_of, voice.say(unused), aside))


def _seconds(n: float, voice: Voice) -> Said:
    return voice.say(WORDS["seconds"], n=numerals.number(n, voice.language, 0))


class _Told:
    """What is said of groups and pairs, with what they share: names, ties and acts by pair."""

    def __init__(self, found: Coordination, network: Network, voice: Voice, *, named: bool) -> None:
        self._network, self._voice, self._named = network, voice, named
        self._by_group: dict[int | None, list[Pair]] = defaultdict(list)
        for pair, row in network.edges.items():
            self._by_group[row["group"]].append(pair)
        for pairs in self._by_group.values():
            pairs.sort(key=self._clearest)
        self._acts = _acts_of(found, network, self._shown_pairs())
        masked = _shown_whole if named else _masking(found, network)
        self._quoted = cache(lambda text: _quoted(text, masked))

    def _clearest(self, pair: Pair) -> tuple[float, int, Pair]:
        row = self._network.edges[pair]
        return (row["p"] if row["p"] is not None else 0.0, -row["joint"], pair)

    def _shown_pairs(self) -> set[Pair]:
        return {pair for pairs in self._by_group.values() for pair in pairs[:MOST_PAIRS]}

    def name(self, account: str) -> str:
        if self._named:
            return account
        return self._voice.say(WORDS["pseudonym"], number=short(self._network.called[account]))

    def _numbered(self, account: str) -> str:
        """As the drawing names it, too."""
        number = short(self._network.called[account])
        return f"{number} · {account}" if self._named else self.name(account)

    def group(self, group: Row, runs: list[Row]) -> GroupView:
        voice, number = self._voice, group["group"]
        ties = {pair: self._network.edges[pair]["joint"] for pair in self._by_group[number]}
        often = Counter(name for pair in ties for name in pair)
        members = [row for row in self._network.nodes if row["group"] == number]
        members.sort(key=lambda row: (row["role"] != "core", -often[row["account"]], row["account"]))
        core = [row["account"] for row in members if row["role"] == "core"]
        drawn = core[: drawing.MOST_DRAWN]
        return GroupView(
            number=number,
            title=voice.say(WORDS["groups.one"], number=number),
            says=tuple(voice.say(line) for line in told.group_lines(group, runs)),
            facts=tuple(self._facts(group)),
            drawn=drawing.ring(
                drawn, ties, self._network.called, group["joined"],
                voice.say(WORDS["ring.title"], number=number),
                voice.say(
                    WORDS["ring.says"],
                    members=voice.figures(COUNTS["accounts"], len(drawn)),
                    joined=voice.figures(COUNTS["others"], group["joined"]),
                ),
            ),
            drawn_cut=voice.say(WORDS["ring.cut"], shown=len(drawn)) if len(core) > len(drawn) else None,
            members=tuple(
                MemberView(
                    self._numbered(row["account"]),
                    voice.say(WORDS[f"role.{row['role']}"]),
                    voice.figure(often[row["account"]]),
                    power(row["p"], voice.language),
                )
                for row in members[:MOST_MEMBERS]
            ),
            members_cut=_cut("members.more", members, MOST_MEMBERS, voice),
            pairs=self._pairs("pairs", self._by_group[number]),
        )  # fmt: skip

    def others(self) -> Iterable[PairsView]:
        """Pairs that make no group: those that stand, and those of which nothing is said."""
        alone = self._by_group.get(None, [])
        judged = [pair for pair in alone if self._network.edges[pair]["p"] is not None]
        listed = [pair for pair in alone if self._network.edges[pair]["p"] is None]
        if judged:
            yield self._pairs("pairs.alone", judged)
        if listed:
            yield self._pairs("pairs.listed", listed, note="pairs.listed.note")

    def _facts(self, group: Row) -> Iterable[tuple[Said, Said]]:
        voice, core = self._voice, group["core"]
        every = voice.figure(core * (core - 1) // 2)
        acts = voice.figures(COUNTS["acts"], group["joint_acts"])
        on = voice.figures(COUNTS["objects"], group["objects"])
        first, last = (voice.day(group[name].date()) for name in ("first", "last"))
        yield self._fact("facts.density", "facts.density.of", edges=voice.figure(group["edges"]), of=every)
        yield self._fact("facts.acts", "facts.acts.on", acts=acts, objects=on)
        yield voice.say(WORDS["facts.gap"]), _seconds(group["median_gap"], voice)
        yield self._fact("facts.span", "facts.span.of", first=first, last=last)
        yield voice.say(WORDS["facts.crowd"]), voice.say(told.percent(group["own_crowd"]))
        if group["owners"] is None:
            yield self._fact("facts.owners", "facts.owners.unknown")
            return
        owners, share = numerals.number(group["owners"], voice.language, 0), told.percent(group["top_owner_share"])
        said = "facts.owners.named" if self._named else "facts.owners.of"
        yield (
            voice.say(WORDS["facts.owners"]),
            voice.say(
                WORDS[said], (group["top_owner"],), owners=owners, share=voice.say(share), top=group["top_owner"]
            ),
        )
        yield voice.say(WORDS["facts.mutual"]), voice.say(told.percent(group["reciprocity"]))

    def _fact(self, name: str, said: str, **values: object) -> tuple[Said, Said]:
        return self._voice.say(WORDS[name]), self._voice.say(WORDS[said], **values)

    def _pairs(self, title: str, pairs: Sequence[Pair], note: str = "") -> PairsView:
        voice = self._voice
        cut = voice.say(WORDS["pairs.more"], shown=MOST_PAIRS, of=voice.figure(len(pairs)))
        return PairsView(
            title=voice.say(WORDS[title]),
            note=voice.say(WORDS[note]) if note else None,
            pairs=tuple(self._pair(pair) for pair in pairs[:MOST_PAIRS]),
            cut=cut if len(pairs) > MOST_PAIRS else None,
        )

    def _pair(self, pair: Pair) -> PairView:
        voice, row, acts = self._voice, self._network.edges[pair], self._acts[pair]
        a, b = map(self.name, pair)
        few = (numerals.number(row[name], voice.language) for name in ("expected", "lift", "lift_low", "lift_high"))
        expected, lift, low, high = few
        facts = [
            (WORDS["pair.lift"], voice.say(WORDS["pair.lift.of"], lift=lift, low=low, high=high)),
            (WORDS["pair.window"], _seconds(row["window"], voice)),
            (WORDS["pair.reading"], voice.say(WORDS[f"reading.{row['reading']}"])),
            (WORDS["pair.crowd"], voice.say(told.percent(row["own_crowd"]))),
            (WORDS["pair.halves"], voice.say(WORDS["pair.yes" if row["both_halves"] else "pair.no"])),
        ]
        if row["p"] is not None:
            bounds = " / ".join(power(row[name], voice.language) for name in ("p", "threshold"))
            facts.insert(1, (WORDS["pair.p"], Said(bounds)))
        return PairView(
            a=a,
            b=b,
            met=voice.say(
                WORDS["pair.met"],
                joint=voice.figure(row["joint"]),
                meetings=voice.figure(row["meetings"]),
                expected=expected,
            ),
            facts=tuple((voice.say(name), said) for name, said in facts),
            counted=voice.figures(COUNTS["evidence"], row["joint"]),
            acts=tuple(self._act(each, a, b) for each in acts[:MOST_ACTS]),
            cut=_cut("acts.more", acts, MOST_ACTS, voice, of=voice.figure(len(acts))),
        )

    def _act(self, act: Row, a: str, b: str) -> ActView:
        return ActView(
            object=self._quoted(act["object"]),
            at=self._moment(min(act["t_a"], act["t_b"])),
            gap=_seconds(abs(act["gap"]), self._voice),
            first=a if act["gap"] > 0 else b if act["gap"] < 0 else "–",
            there=self._voice.figure(act["acts_in_cell"]),
            shared=self._quoted(act.get("shared") or ""),
        )

    def bursts(self, found: Coordination) -> Iterable[BurstView]:
        for row in found.bursts.slice(0, MOST_BURSTS).to_pylist():
            yield BurstView(
                object=self._quoted(row["object"]),
                at=self._moment(row["at"]),
                together=self._voice.figure(row["together"]),
                acts=self._voice.figure(row["acts"]),
            )

    def _moment(self, at: datetime) -> Said:
        return Said(f"{self._voice.day(at.date())}, {at:%H:%M:%S}")


def _quoted(text: str, masked: Callable[[str], str]) -> str:
    """The beginning of what a file said, without names where these are not asked for."""
    shown = masked(text[:_LOOKED_AT])
    if len(text) > _LOOKED_AT:  # where it is cut a name may be, too
        shown = f"{shown[:-_MARGIN]}…"
    return clipped(shown, _ROOM)


def _shown_whole(text: str) -> str:
    return text


def _masking(found: Coordination, network: Network) -> Masking:
    owners = {
        owner for table in (found.evidence, found.bursts) for owner in table.column("owner").unique().to_pylist()
    }
    return Masking({*network.called, *(owners - {None})}, found.accounts.column("account").to_pylist())


def _acts_of(found: Coordination, network: Network, pairs: Collection[Pair]) -> Mapping[Pair, list[Row]]:
    """The joint acts of each of ``pairs``, in the window that tells of it."""
    acts: dict[Pair, list[Row]] = {pair: [] for pair in pairs}
    for batch in found.evidence.to_batches(max_chunksize=10_000):
        for row in batch.to_pylist():
            pair = (row["a"], row["b"])
            if pair in acts and network.edges[pair]["window"] == row["window"]:
                acts[pair].append(row)
    return acts


def _cut(said: str, every: Sequence[object], most: int, voice: Voice, **values: object) -> Said | None:
    return voice.say(WORDS[said], shown=most, **values) if len(every) > most else None


_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def power(p: float | None, language: Language) -> str:
    """``0.031``, ``1.1 × 10⁻⁸``; an en dash where nothing was judged."""
    if p is None:
        return "–"
    if p == 0 or p >= 0.001:
        return numerals.number(p, language, 3)
    digits, _, tens = f"{p:.1e}".partition("e")
    return f"{numerals.number(float(digits), language)}\u00a0×\u00a010{str(int(tens)).translate(_RAISED)}"
