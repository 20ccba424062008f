"""An audit that nobody made: invented creators and brands, every verdict, and captions that nobody would wish for.

The findings are real values with real offsets; the rulebook is small and of our own making.
"""

import hashlib
import unicodedata
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from perenne.audit.digest import digest_of
from perenne.audit.outcome import (
    AuditOutcome,
    Conflict,
    DealLoose,
    FileSummary,
    OpenQuestion,
    RulebookName,
    Summary,
    UnreadFile,
)
from perenne.dated.shelf import compile_folder
from perenne.law.rulebook import read_rulebook
from perenne.model.bilingual import Bilingual
from perenne.model.finding import WORST_FIRST, Evidence, Finding, Notice, Question, Subject, finding_id, worst
from perenne.model.post import Account, Advertiser, Deal, Labels, Post, Source, TimedText
from perenne.model.reject import Reject
from perenne.model.relation import DealLine
from perenne.report.days import moment

ESC, OVERRIDE, POP, ZERO_WIDTH = "\x1b", "\u202e", "\u202c", "\u200b"
HOSTILE = (
    '<script>alert(1)</script> "><img src=x onerror=alert(1)> &lt;b&gt; javascript:alert(1) '
    f"{OVERRIDE}euqram{POP} {ESC}[31mrouge{ESC}[0m pub{ZERO_WIDTH}licité ]]> --> {{{{ 7*7 }}}}"
)
LONG = (
    "Trois semaines de voyage entre la côte et les sommets, et je vous raconte tout dans l’ordre. "
    + "Le train de nuit, le sac qui craque, la pluie qui ne s’arrête pas, la soupe qui sauve tout. " * 9
    + "Collaboration commerciale avec l’office de Valbrume. "
    + "Et puis le retour, les photos à trier, les chaussures à sécher, les cartes postales jamais envoyées. " * 5
)


BOOK = read_rulebook(compile_folder(Path(__file__).parent / "rulebook"))


def finding(
    post: Post, rule_id: str, code: str, *evidence: Evidence, words: str = "", as_of: str | None = None
) -> Finding:
    """What ``rule_id`` would say of ``post``, under the version of its day or of the day ``as_of``."""
    rule = BOOK.rule(rule_id)
    day = moment(as_of or post.published_at)
    version = (rule.on(day.day) if day else None) or rule.versions[-1]
    outcome = rule.outcomes[code]
    subject = Subject(kind="post", id=post.subject_id, platform=post.platform)
    asked = outcome.question
    return Finding(
        id=finding_id(subject, rule_id, version.id, None, evidence),
        subject=subject,
        rule=rule_id,
        rule_version=version.id,
        article=version.article,
        status=version.status,
        law_date=day.day.isoformat() if day else None,
        basis="as_of" if as_of else "publication",
        verdict=rule.verdict(code, version),
        code=code,
        confidence=version.confidence,
        position=outcome.position or version.position,
        evidence=evidence,
        because=outcome.because.filled(words=words),
        fix=outcome.fix.filled(words=words) if outcome.fix else None,
        question=Question(fact=asked.fact, to=asked.to, fr=asked.fr, en=asked.en) if asked else None,
        notices=tuple(Notice(code=each, fr=said.fr, en=said.en) for each, said in rule.notices.items()),
    )


def quote(post: Post, words: str, field: str = "text") -> Evidence:
    """Where ``words`` stand in a field of ``post``, in code points."""
    text = {
        "text": post.text,
        "first_comment": post.first_comment,
        "account.bio": post.account.bio,
        "title": post.title,
        "overlay[0].text": post.overlay[0].text if post.overlay else None,
        "speech[0].text": post.speech[0].text if post.speech else None,
    }[field]
    assert text is not None
    start = text.index(words)
    return Evidence(field, start, start + len(words), words)


def the_deal(line: int = 4, brand: str = "Maison Lune") -> Evidence:
    return Evidence("deals", value=f"{brand}, 2026-03-10", source=f"accords.csv:{line}")


_HANDLES = ("lina.moreau", "ines.enmouvement", "camille.aufil", "noemie", "theo.sommets", "clara.officiel")


def post(number: int, text: str | None, day: str | None, brand: str | None = None, **more: Any) -> Post:
    """One post; its creator follows from ``number`` unless ``account`` says otherwise."""
    line = number + 1
    given: dict[str, Any] = {
        "platform": ("instagram", "tiktok", "youtube")[number % 3],
        "post_id": f"C{number:04}",
        "url": f"https://www.instagram.com/p/C{number:04}/",
        "kind": ("post", "reel", "video")[number % 3],
        "published_at": day,
        "account": Account(handle=_HANDLES[number % 6], country="FR"),
        "text": text,
        "deal": Deal(advertiser=Advertiser(name=brand)) if brand else Deal(),
        "source": Source(
            file="captures.ndjson", sha256=sha256("captures"), line=line, reader="post/1",
            observed_at="2026-11-21T08:00:00Z",
        ),
    }  # fmt: skip
    return Post(**(given | more))


def sha256(of: str) -> str:
    return hashlib.sha256(of.encode()).hexdigest()


Case = tuple[Post, tuple[Finding, ...]]


def _bad(number: int, text: str, words: str, day: str, brand: str) -> Case:
    one = post(number, text, day, brand, labels=Labels(paid_partnership=False))
    label = Evidence("labels.paid_partnership", value=False, source=f"captures.ndjson:{number + 1}")
    return one, (
        finding(one, "fr.mention.intent", "refused", quote(one, words), the_deal(number, brand), words=words),
        finding(one, "eu.dsa.declaration", "not_declared", label, the_deal(number, brand)),
    )


def _improvable(number: int, text: str, words: str, day: str, brand: str) -> Case:
    one = post(number, text, day, brand)
    handle = next(word for word in text.split() if word.startswith("@")).strip(",.")
    return one, (
        finding(one, "fr.mention.intent", "unclear", quote(one, words), the_deal(number, brand), words=words),
        finding(one, "fr.identity.advertiser", "named", quote(one, handle), words=handle),
    )


def _waiting(number: int, text: str, words: str, day: str | None) -> Case:
    one = post(number, text, day)
    return one, (finding(one, "fr.mention.intent", "clue", quote(one, words), words=words),)


def _compliant(number: int, text: str, day: str, brand: str) -> Case:
    one = post(number, text, day, brand, labels=Labels(paid_partnership=True))
    words = text.split(" avec ")[0]
    label = Evidence("labels.paid_partnership", value=True, source=f"captures.ndjson:{number + 1}")
    return one, (
        finding(one, "fr.mention.intent", "statutory", quote(one, words), words=words),
        finding(one, "fr.mention.instant", "seen", quote(one, words)),
        finding(one, "eu.dsa.declaration", "declared", label),
    )


def _hostile() -> Case:
    one = post(
        30,
        HOSTILE,
        "2026-10-01T10:00:00Z",
        account=Account(handle=f'x"><script>{OVERRIDE}evil', country="FR"),
        url='https://x.example/"><script>alert(1)</script>',
        deal=Deal(advertiser=Advertiser(name="<b>Brand</b>")),
    )
    return one, (finding(one, "fr.mention.intent", "clue", quote(one, "<script>"), words="<script>"),)


def _decomposed() -> Case:
    """Accents apart from their letters, an emoji of four code points, a flag of seven."""
    words = unicodedata.normalize("NFD", "publicité cachée à l’été")
    flag = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
    one = post(31, f"{words} 👩🏽‍💻{flag} avec @claraline #été", "2026-09-30", "Claraline")
    return one, (finding(one, "fr.mention.intent", "unclear", quote(one, words), words=words),)


def _long() -> Case:
    one = post(32, LONG, "2026-08-15T06:00:00Z", "Office de Valbrume")
    words = "Collaboration commerciale"
    return one, (finding(one, "fr.mention.instant", "behind_fold", quote(one, words), words=words),)


def _arabic() -> Case:
    one = post(33, "إعلان مدفوع مع @maisonlune 🌙 (promo)", "2026-08-16T06:00:00Z", "Maison Lune", language="ar")
    return one, (finding(one, "fr.mention.intent", "unclear", quote(one, "مدفوع"), words="مدفوع"),)


def _video() -> Case:
    """Evidence in every field that may hold words."""
    one = post(
        34,
        "La vidéo du dimanche",
        "2026-08-18T06:00:00Z",
        "NordVolt",
        title="24 h avec NordVolt",
        overlay=(TimedText(text="offert par NordVolt", from_s=0.0, to_s=3.0),),
        speech=(TimedText(text="merci à NordVolt pour la batterie", from_s=4.0, to_s=9.0),),
        first_comment="collab commerciale",
        account=Account(handle="theo.sommets", bio="ambassadeur NordVolt"),
    )
    said = (
        quote(one, "offert par NordVolt", "overlay[0].text"),
        quote(one, "merci", "speech[0].text"),
        quote(one, "collab commerciale", "first_comment"),
        quote(one, "ambassadeur", "account.bio"),
    )
    return one, (
        finding(one, "fr.mention.intent", "clue", *said, words="offert par NordVolt"),
        finding(one, "fr.identity.advertiser", "named", quote(one, "NordVolt", "title"), words="NordVolt"),
    )


def _overlapping() -> Case:
    one = post(35, "#deco #cosy #sp @maisonlune", "2026-02-12T18:42:00Z", "Maison Lune")
    return one, (
        finding(one, "fr.mention.intent", "refused", quote(one, "#sp"), the_deal(), words="#sp"),
        finding(one, "fr.mention.instant", "behind_fold", quote(one, "#cosy #sp @maison"), words="#sp"),
        finding(one, "fr.identity.advertiser", "named", quote(one, "@maisonlune"), words="@maisonlune"),
    )


def _prohibited() -> Case:
    one = post(0, "Mes sachets menthe du moment, effet direct 😎 @vapodune", "2026-11-02T09:00:00Z", "Vapodune")
    words = "sachets menthe"
    return one, (
        finding(one, "fr.ban.nicotine", "promoted", quote(one, words), words=words),
        finding(one, "fr.mention.intent", "clue", quote(one, "@vapodune"), words="@vapodune"),
    )


def _festive() -> Case:
    text = "Apéro entre copains avec le spritz @belorso, la fête est plus folle 🍹"
    one = post(1, text, "2026-11-20T17:42:00Z", "Belorso")
    words = "la fête est plus folle"
    return one, (finding(one, "fr.alcohol.content", "festive", quote(one, words), words=words),)


def _bought() -> Case:
    one = post(39, "J’ai acheté et testé dix casques, voici mon avis.", "2026-07-01T06:00:00Z")
    answer = Evidence("answers.deal.consideration", value="no", source="Noémie, 2026-11-22")
    return one, (finding(one, "fr.mention.intent", "nothing_exchanged", answer),)


def _unrecorded() -> Case:
    one = post(37, None, "2026-05-06T06:00:00Z", account=Account())
    return one, (finding(one, "fr.identity.advertiser", "missing"),)


def cases() -> list[Case]:
    """The posts with their findings."""
    made = [
        _prohibited(),
        _festive(),
        _bad(
            2,
            "J’adore cette bougie, elle a changé mes soirées #cosy #sp",
            "#sp",
            "2026-02-12T18:42:00Z",
            "Maison Lune",
        ),
        _bad(3, "Mon sac de l’année #cuir #pr", "#pr", "2026-01-20T08:00:00Z", "Atelier Brume"),
        _bad(8, "La crème de l’hiver #aff", "#aff", "2025-12-03T08:00:00Z", "Peau Douce"),
        _improvable(
            4, "En partenariat avec @maisonlune : la cire.", "En partenariat", "2024-03-10T12:00:00Z", "Maison Lune"
        ),
        _improvable(9, "En collab avec @ordiclair.", "En collab", "2026-04-11T12:00:00Z", "Ordiclair"),
        _improvable(10, "Invitée par @lunettesclaires !", "Invitée", "2026-04-12T12:00:00Z", "Lunettes Claires"),
        _waiting(5, "Merci à @maisonlune pour cette soirée !", "Merci à @maisonlune", "2026-10-04T20:00:00Z"),
        _waiting(6, "-20 % avec mon code EMMA20 sur @lunettesclaires", "code EMMA20", "2026-06-01"),
        _waiting(7, "Reçu ce matin, je vous dirai.", "Reçu", None),
        _bought(),
        _hostile(),
        _decomposed(),
        _long(),
        _arabic(),
        _video(),
        _overlapping(),
        _unrecorded(),
        (post(36, "", "2026-05-05T06:00:00Z"), ()),
        (post(38, "Week-end parfait ✨", None, post_id=None), ()),
    ]
    brands = ("Maison Lune", "Atelier Brume", "Peau Douce", "Croquettes Louna", "Ordiclair")
    for number in range(11, 30):
        brand = brands[number % 5]
        text = f"Collaboration commerciale avec @{brand.lower().replace(' ', '')}, épisode {number}."
        made.append(_compliant(number, text, f"2026-{number % 9 + 1:02}-{number - 5:02}T09:00:00Z", brand))
    return made


def outcome(made: list[Case] | None = None, **summary: Any) -> AuditOutcome:
    """The audit of ``made`` (by default of ``cases()``), with everything that a run may have to tell."""
    made = cases() if made is None else made
    posts = sorted((one for one, _ in made), key=lambda one: (one.platform, one.subject_id))
    findings = tuple(each for _, several in made for each in several)
    questions = tuple(
        OpenQuestion(one, each.question, (each.id,)) for one, several in made for each in several if each.question
    )
    return AuditOutcome(
        summary=_summary(made, findings, **summary),
        rulebook=BOOK,
        posts=tuple(posts),
        findings=findings,
        digest=digest_of(posts, findings, ((each.post, each.question) for each in questions)),
        questions=questions,
        rejects=(
            Reject("captures.ndjson", 12, "account.country", Bilingual(fr="code inconnu", en="unknown code")),
            Reject("captures.ndjson", 97, "", Bilingual(fr="ce n’est pas du JSON", en="this is not JSON")),
        ),
        unread=(UnreadFile("image.png", Bilingual(fr="format inconnu", en="unknown format")),),
        loose_deals=(
            DealLoose(
                "accords.csv:9",
                DealLine(creator="noemie", advertiser="Lunettes Claires", date="2026-03-10", kind="product"),
                Bilingual(fr="aucune publication ne lui correspond", en="no post corresponds to it"),
            ),
        ),
        conflicts=(
            Conflict(
                "instagram", "C0003", "text", "Mon sac de l’année #cuir #pr", "Mon sac de l’année",
                "captures.ndjson:4", "anciennes.ndjson:7",
            ),
            Conflict(
                "tiktok", "C0004", "labels.paid_partnership", "True", "False", "captures.ndjson:5",
                "anciennes.ndjson:8",
            ),
        ),
        unmatched_answers=(("instagram", "C9999"),),
    )  # fmt: skip


def _summary(made: list[Case], findings: tuple[Finding, ...], **given: Any) -> Summary:
    rules: dict[str, Counter[Any]] = {}
    for each in findings:
        rules.setdefault(each.rule, Counter())[each.verdict] += 1
    by_verdict = Counter(worst([each.verdict for each in several]) for _, several in made)
    files = (
        FileSummary(
            file="captures.ndjson", sha256=sha256("captures"), format="zeeschuimer-tiktok/1", records=len(made),
            rejects=2, others={"account": 3},
            not_judged={"fr.mention.instant": "overlay : non enregistré par cette source"},
        ),
        FileSummary(file="anciennes.ndjson", sha256=sha256("old"), format="post/1", records=4),
    )  # fmt: skip
    whole: dict[str, Any] = {
        "program": "0.1.0",
        "rulebook": RulebookName(BOOK.index.version, BOOK.sha256),
        "files": files,
        "posts": len(made),
        "relations": 12,
        "repeats": 2,
        "verdicts": {each: by_verdict[each] for each in WORST_FIRST if by_verdict[each]},
        "rules": {rule: dict(counted) for rule, counted in rules.items()},
        "assumed": ("FR",),
        "not_checked": BOOK.not_built,
        "jurisdictions": ("FR",),
        "elsewhere": {"BE": 2},
    }
    return Summary(**(whole | given))


def as_of(day: str) -> AuditOutcome:
    """The same posts, read again with the law of ``day``."""
    one = post(4, "En partenariat avec @maisonlune : la cire.", "2024-03-10T12:00:00Z", "Maison Lune")
    said = finding(
        one, "fr.mention.intent", "unclear", quote(one, "En partenariat"), words="En partenariat", as_of=day
    )
    return outcome([(one, (said,))], as_of=day)


def many(count: int) -> AuditOutcome:
    """``count`` posts with long captions, every fourth with something to say."""
    made: list[Case] = []
    for number in range(count):
        if number % 4:
            made.append((post(number, LONG, "2026-08-15T06:00:00Z", f"Marque {number % 40}"), ()))
        else:
            made.append(_bad(number, f"{LONG} #sp", "#sp", "2026-08-15T06:00:00Z", f"Marque {number % 40}"))
    return outcome(made)


def without_anything() -> AuditOutcome:
    """Nothing was read."""
    bare = outcome([])
    return replace(bare, rejects=(), unread=(), loose_deals=(), conflicts=(), unmatched_answers=())
