"""Posts as a test describes them, read with a few cues of our own: what the package's cues say does not matter."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from perenne.audit.answers import answer_file
from perenne.audit.deals import deal_file
from perenne.audit.judgement import Judgement, Knowledge, judge_post
from perenne.law.rulebook import Rulebook, rulebook
from perenne.model.answer import Answer
from perenne.model.finding import Finding, Verdict
from perenne.model.post import Post
from perenne.model.relation import Relation
from perenne.model.wire import convert
from perenne.text.cue import Cue, read_cues
from perenne.text.hit import Hit
from perenne.text.lexicon import Lexicon
from perenne.text.obfuscation import Rescue
from perenne.text.passage import Passage, passages

_FILES: dict[str, list[dict[str, Any]]] = {
    "mention": [
        {"patterns": ["publicité", "collaboration commerciale"], "strength": "statutory"},
        {"patterns": ["partenariat rémunéré", "sponsorisé par"], "strength": "equivalent"},
        {"patterns": ["en partenariat avec"], "strength": "unclear"},
        {"patterns": ["offert par", "invitée par"], "strength": "gift"},
        {"patterns": ["collab"], "strength": "ambiguous", "hashtag": "only"},
        {"patterns": ["sponsored"], "strength": "foreign", "language": "en"},
        {"patterns": ["sp"], "strength": "refused", "hashtag": "only", "language": "any"},
    ],
    "negation": [
        {"patterns": ["ce n'est pas une"], "reach": 2, "topic": "denial"},
        {"patterns": ["non sponsorisé"], "topic": "denial"},
    ],
    "promo": [
        {"patterns": ["j'adore"], "topic": "praise"},
        {"patterns": ["lien en bio"], "topic": "link"},
        {"patterns": ["commandez"], "topic": "purchase"},
        {"patterns": ["mon code"], "topic": "code"},
    ],
    "relation": [{"patterns": ["merci"], "topic": "thanks"}],
    "image": [
        {"patterns": ["images retouchées"], "strength": "statutory", "topic": "retouched"},
        {"patterns": ["photo retouchée"], "strength": "equivalent", "topic": "retouched"},
        {"patterns": ["images virtuelles"], "strength": "statutory", "topic": "virtual"},
        {"patterns": ["image générée par ia"], "strength": "equivalent", "topic": "virtual"},
        {"patterns": ["décor généré par ia"], "strength": "equivalent", "topic": "partly"},
        {"patterns": ["sans retouche"], "strength": "refused", "topic": "unretouched"},
    ],
    "own": [{"patterns": ["ma marque"], "topic": "business"}],
    "notice": [
        {"patterns": ["l'abus d'alcool est dangereux pour la santé"], "topic": "alcohol_message"},
        {"patterns": ["à consommer avec modération"], "topic": "alcohol_partial"},
        {"patterns": ["évitez de grignoter entre les repas"], "topic": "food_message"},
    ],
    "alcohol": [
        {"patterns": ["cuvée", "vin blanc"], "topic": "product"},
        {"patterns": ["fêter"], "topic": "festive"},
    ],
    "hint": [{"patterns": ["réclame"], "topic": "advertising"}],
    "food": [{"patterns": ["soda"], "topic": "product"}, {"patterns": ["pommes"], "topic": "raw"}],
    "health": [
        {"patterns": ["guérit l'eczéma"], "topic": "cure"},
        {"patterns": ["cinq kilos en moins"], "topic": "slimming"},
        {"patterns": ["détox"], "topic": "claim"},
    ],
    "remedy": [{"patterns": ["gélules"], "topic": "product"}],
    "training": [
        {"patterns": ["mon cpf"], "topic": "product"},
        {"patterns": ["ton cpf"], "topic": "offer"},
        {"patterns": ["financée par le cpf"], "topic": "financed"},
        {"patterns": ["reste à charge"], "topic": "funding"},
        {"patterns": ["sous conditions"], "topic": "eligibility"},
        {"patterns": ["organisme"], "topic": "provider"},
        {"patterns": ["mon compte formation"], "topic": "listing"},
        {"patterns": ["casque offert"], "topic": "inducement"},
    ],
    "environment": [
        {"patterns": ["biodégradable"], "topic": "banned"},
        {"patterns": ["neutre en carbone"], "topic": "carbon"},
        {"patterns": ["écologique"], "topic": "generic"},
        {"patterns": ["plus écologique"], "topic": "comparative"},
        {"patterns": ["coton bio"], "topic": "qualifier"},
        {"patterns": ["rapport en lien"], "topic": "report"},
        {"patterns": ["robe"], "topic": "goods"},
    ],
    "price": [
        {"patterns": ["au lieu de"], "topic": "former"},
        {"patterns": ["soldes"], "topic": "general"},
        {"patterns": ["prix le plus bas des 30 jours"], "topic": "lowest"},
    ],
    "contest": [
        {"patterns": ["concours"], "topic": "contest"},
        {"patterns": ["règlement"], "topic": "terms"},
        {"patterns": ["fin dimanche"], "topic": "end"},
        {"patterns": ["jeu non géré par"], "topic": "release"},
    ],
    "dropshipping": [{"patterns": ["expédié par le fournisseur"], "topic": "shipping"}],
    "minors": [{"patterns": ["demande à tes parents"], "topic": "exhortation"}],
    "thing": [{"patterns": ["postes à pourvoir"], "topic": "job"}],
    "satire": [{"patterns": ["parodie"], "topic": "art"}],
}


def _cue(family: str, number: int, entry: dict[str, Any]) -> dict[str, Any]:
    return {"id": f"{family}.{number}", "language": "fr", "source": "nous", "for": [], "against": [], **entry}


def _cues() -> Iterable[Cue]:
    for family, entries in _FILES.items():
        written = [_cue(family, number, entry) for number, entry in enumerate(entries)]
        topics = sorted({each["topic"] for each in entries if "topic" in each})
        content = {"family": family, "topics": topics, "checked_on": "2026-11-24", "about": "essai", "cues": written}
        yield from read_cues(family, content)


CUES: tuple[Cue, ...] = tuple(_cues())
LEXICON = Lexicon(CUES)
RESCUE = Rescue(CUES, LEXICON)

TODAY = "2026-11-20T12:00:00Z"
PAID = {"consideration": "yes", "forms": ["money"], "advertiser": {"name": "Maison Lune", "handles": ["maisonlune"]}}
"""A deal in money with a known advertiser."""


def a_post(text: str | None, /, **facts: Any) -> Post:
    """An Instagram photo by a creator in France, in November 2026, with ``facts`` in place of the defaults."""
    france = {"account": {"country": "FR", "handle": "lina.m"}, "audience": {"countries": {"FR": 0.9}}}
    where = {"source": {"file": "posts.ndjson", "line": 7}}
    record = {"platform": "instagram", "post_id": "C1", "kind": "post", "published_at": TODAY, **france, **where}
    return convert(Post, {**record, "text": text, **facts})


def an_answer(question: str, answer: str, post_id: str = "C1", at: str = "2026-11-22") -> Answer:
    return Answer(platform="instagram", post_id=post_id, question=question, answer=answer, by="Lina M.", at=at)


def a_deal(place: Mapping[str, Any] | None = None, /, **terms: Any) -> Relation:
    """A relation with one deal: Lina and Maison Lune, 600 € on 10 March 2026, with ``terms`` in place of these;
    ``place`` where it was read, in place of line 2 of deals.csv."""
    deal = {"creator": "lina.m", "advertiser": "Maison Lune", "date": "2026-03-10", "kind": "money", **terms}
    source = {"file": "deals.csv", "line": 2, **(place or {})}
    advertiser = {"name": "Maison Lune", "handles": ["maisonlune"]}
    return convert(Relation, {"id": "r1", "deals": [deal], "source": source, "advertiser": advertiser})


_HITS: dict[str, tuple[Hit, ...]] = {}
"""What was found in a text before: one pass over a column costs as much as one over a text."""


def read_all(posts: Iterable[Post]) -> list[tuple[Passage, ...]]:
    """The passages of each post with the cues of this file found in them."""
    bare = [tuple(passages(post)) for post in posts]
    new = sorted({passage.text for each in bare for passage in each} - set(_HITS))
    _HITS.update(zip(new, LEXICON.find(new), strict=True))
    return [tuple(_with_hits(passage) for passage in each) for each in bare]


def _with_hits(passage: Passage) -> Passage:
    return replace(passage, hits=(*_HITS[passage.text], *RESCUE.find([passage.text])[0]))


def judged(
    post: Post,
    *answers: Answer,
    deals: Iterable[Relation] = (),
    book: Rulebook | None = None,
    **knowledge: Any,
) -> Judgement:
    """``post`` judged by the whole pipeline, with its words read by our own cues."""
    known = Knowledge(book or rulebook(), deal_file(deals), answer_file(answers), **knowledge)
    return judge_post(post, read_all([post])[0], known)


def all_judged(posts: Sequence[Post], *answers: Answer) -> list[Judgement]:
    """Each of ``posts`` judged, the words of all read at once; an answer counts for the posts that it names."""
    known = Knowledge(rulebook(), answers=answer_file(answers))
    return [judge_post(post, words, known) for post, words in zip(posts, read_all(posts), strict=True)]


def finding(judgement: Judgement, rule: str) -> Finding:
    """The one finding of ``rule``; an ``AssertionError`` where there is none."""
    found = [each for each in judgement.findings if each.rule == rule]
    assert len(found) == 1, f"{rule}: {[each.code for each in judgement.findings]}"
    return found[0]


def codes(judgement: Judgement) -> dict[str, str]:
    """Rule → outcome code."""
    return {each.rule: each.code for each in judgement.findings}


def verdicts(judgement: Judgement) -> dict[str, Verdict]:
    """Rule → verdict."""
    return {each.rule: each.verdict for each in judgement.findings}


def unjudged(judgement: Judgement) -> dict[str, str]:
    """Rule that could not be judged → the field that the source does not record."""
    return {each.rule: each.field for each in judgement.not_judged}


class Example(NamedTuple):
    """A post, what was answered about it, and what one rule says of it."""

    code: str
    verdict: str
    post: Post
    answers: tuple[Answer, ...] = ()

    def __str__(self) -> str:
        return f"{self.code}: {self.post.text}"

    def found(self, rule: str) -> tuple[str, str]:
        """Code and verdict of the one finding of ``rule``."""
        said = finding(judged(self.post, *self.answers), rule)
        return said.code, said.verdict


def paid(text: str | None, /, **facts: Any) -> Post:
    """A post for which Maison Lune paid."""
    return a_post(text, **{"deal": PAID, **facts})
