"""How long the mention stays on the screen while a video promotes (loi n° 2023-451, art. 5, version initiale)."""

from perenne.law.facts import CLEAR, DISCLOSING, Facts, field_value, quote_mention
from perenne.law.promotion import ON_DEAL
from perenne.law.rulebook import Version
from perenne.law.ruling import Ruling
from perenne.model.finding import Evidence
from perenne.text.mention import Mention

Stretch = tuple[float, float]


def duration(facts: Facts, version: Version) -> Ruling | None:
    """Is a mention on screen during the whole promotion? Nothing is said where its times are not known."""
    if facts.refuted or not facts.is_video or not facts.post.overlay:
        return None
    promotion = _joined([(part.from_s, part.to_s) for part in facts.post.promotion or ()])
    length = sum(end - start for start, end in promotion)
    timed = [each for each in _on_screen(facts) if each.from_s is not None and each.to_s is not None]
    if length <= 0 or (len(timed) < len(_on_screen(facts))) or not (timed or facts.labelled):
        return None
    if facts.labelled:
        return Ruling("label_whole", (*_labels(facts), *map(quote_mention, timed)), ("promotion",))
    shown = _joined([(each.from_s or 0.0, each.to_s or 0.0) for each in timed])
    share = sum(_overlap(each, part) for each in shown for part in promotion) / length
    return _of_share(facts, version, share, tuple(map(quote_mention, timed)))


def _of_share(facts: Facts, version: Version, share: float, said: tuple[Evidence, ...]) -> Ruling:
    words = {"share": f"{share:.0%}".removesuffix("%")}
    depends = ("promotion", "overlay")
    if share >= version.parameters["whole_share"]:
        return Ruling("whole", said, depends, words)
    promotion = field_value(facts, "promotion", [[part.from_s, part.to_s] for part in facts.post.promotion or ()])
    beside = tuple(quote_mention(each) for each in facts.content_mentions if _beside(each))
    if beside:
        return Ruling("part_and_caption", (*said, *beside, promotion), depends, words)
    code = "part" if facts.proven else "part_unproven"
    return Ruling(code, (*said, promotion), (*ON_DEAL, *depends), words)


def _beside(mention: Mention) -> bool:
    """Whether the mention stands beside the picture, where it is read all the while that the video plays."""
    return not mention.on_picture and mention.strength in CLEAR


def _on_screen(facts: Facts) -> list[Mention]:
    return [each for each in facts.content_mentions if each.on_picture and each.strength in DISCLOSING]


def _labels(facts: Facts) -> tuple[Evidence, ...]:
    return tuple(clue.evidence for clue in facts.deal.of_kind("label"))


def _joined(stretches: list[Stretch]) -> list[Stretch]:
    """The stretches in order, those that touch made one, so that nothing counts twice."""
    joined: list[Stretch] = []
    for start, end in sorted(each for each in stretches if each[0] < each[1]):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _overlap(one: Stretch, other: Stretch) -> float:
    return max(0.0, min(one[1], other[1]) - max(one[0], other[0]))


CHECKS = {"fr.mention.duration": duration}
