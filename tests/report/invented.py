"""An audit that nobody made: invented creators and brands, every verdict, and captions that nobody would wish for.

The findings are real values with real offsets; the rulebook is small and of our own making.
"""

import hashlib
import unicodedata
from collections import Counter
from dataclasses import replace
from typing import Any

import msgspec

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
from perenne.law.rulebook import Rulebook, Version, read_rulebook
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


def bilingual(fr: str, en: str) -> dict[str, str]:
    return {"fr": fr, "en": en}


def _version(start: str, article: str, summary: tuple[str, str], **more: Any) -> dict[str, Any]:
    return {
        "from": start,
        "article": article,
        "source": "recueil inventé",
        "status": "law",
        "confidence": "A",
        "summary": bilingual(*summary),
        **more,
    }


def _outcome(verdict: str, fr: str, en: str, **more: Any) -> dict[str, Any]:
    return {"verdict": verdict, "because": bilingual(fr, en), **more}


_ASKED = {
    "fact": "deal.consideration",
    "to": "creator",
    "fr": "Avez-vous reçu, ou deviez-vous recevoir, quelque chose en échange de cette publication ?",
    "en": "Did you receive, or were you to receive, anything in return for this post?",
}
RULES: dict[str, Any] = {
    "index": {
        "version": "2026-11-24",
        "audience_share": 0.1,
        "eea": ["FR", "BE", "DE"],
        "rule_ids": [
            "fr.mention.intent", "fr.mention.instant", "fr.identity.advertiser", "fr.ban.nicotine",
            "fr.alcohol.content", "fr.image.retouched", "eu.dsa.declaration", "fr.food.message", "fr.contest.terms",
            "fr.political.window", "be.mention.intent",
        ],
        "positions": {
            "R5": bilingual(
                "Le contenu d’une publicité pour l’alcool est toujours soumis à une personne.",
                "The content of an alcohol advertisement always goes to a person.",
            ),
            "R21": bilingual(
                "Seule une preuve forte permet de conclure à la non-conformité ; les indices ne s’additionnent pas.",
                "Only strong evidence allows a finding of breach; clues do not add up.",
            ),
            "R29": bilingual(
                "Jusqu’au 7 novembre 2024, seuls les deux termes de la loi étaient conformes.",
                "Until 7 November 2024 only the two statutory words were compliant.",
            ),
        },
        "around": {},
        "notices": {},
    },
    "fr/mention.intent": {
        "id": "fr.mention.intent",
        "jurisdiction": "FR",
        "name": bilingual("Intention commerciale indiquée", "Commercial intent indicated"),
        "checked_on": "2026-11-24",
        "versions": [
            _version(
                "2023-06-11",
                "loi n° 2023-451, art. 5",
                (
                    "La promotion faite contre rémunération porte la mention « Publicité » ou « Collaboration "
                    "commerciale », claire, lisible et identifiable.",
                    "A promotion made for consideration carries the words “Publicité” or “Collaboration commerciale”, "
                    "clear, legible and identifiable.",
                ),
                to="2024-11-07",
                position="R29",
            ),
            _version(
                "2024-11-08",
                "loi n° 2023-451, art. 5-2",
                (
                    "L’intention commerciale est indiquée de façon claire, lisible et compréhensible sur tout support, "
                    "sauf si elle ressort déjà du contexte ; une mention équivalente est admise.",
                    "The commercial intent is indicated in a clear, legible and understandable way on any medium, "
                    "unless it already follows from context; an equivalent mention is admitted.",
                ),
                official_id="LEGIARTI000000000001",
                penalty=bilingual("2 ans d’emprisonnement et 300 000 € d’amende", "2 years of prison, a fine of €300,000"),
            ),
        ],
        "outcomes": {
            "statutory": _outcome(
                "compliant",
                "Le texte dit « {words} », l’un des deux termes de la loi.",
                "The text says “{words}”, one of the two statutory words.",
            ),
            "unclear": _outcome(
                "improvable",
                "« {words} » dit un lien, sans dire qu’il est commercial.",
                "“{words}” tells of a link, and not that it is commercial.",
                fix=bilingual(
                    "Ouvrez le texte par « Collaboration commerciale » suivi du nom de la marque.",
                    "Open the text with “Collaboration commerciale” and the brand’s name.",
                ),
            ),
            "refused": _outcome(
                "non_compliant",
                "Une contrepartie est prouvée et le texte ne dit que « {words} », que le public ne déchiffre pas.",
                "A consideration is proven and the text says only “{words}”, which the public does not decode.",
                fix=bilingual(
                    "Ouvrez le texte par « Publicité » ; retirez « {words} ».",
                    "Open the text with “Publicité”; drop “{words}”.",
                ),
            ),
            "clue": _outcome(
                "needs_human",
                "Aucun accord n’est connu, mais le texte dit « {words} ».",
                "No deal is known, but the text says “{words}”.",
                question=_ASKED,
                position="R21",
            ),
            "nothing_exchanged": _outcome(
                "out_of_scope",
                "Il n’y a pas eu de contrepartie : la règle ne vise que la promotion faite à titre onéreux.",
                "Nothing was exchanged: the rule only binds promotion made for consideration.",
            ),
        },
        "notices": {"add_word": bilingual("L’étiquette se perd dans un partage.", "The label is lost in a reshare.")},
    },
    "fr/mention.instant": {
        "id": "fr.mention.instant",
        "jurisdiction": "FR",
        "name": bilingual("Mention visible d’emblée", "Disclosure seen at once"),
        "checked_on": "2026-11-24",
        "versions": [
            _version(
                "2022-01-01",
                "Communication publicitaire numérique v5",
                (
                    "Le caractère publicitaire se voit sans action du public.",
                    "The advertising nature is seen without action.",
                ),
                status="recommendation",
                confidence="B",
            )
        ],
        "outcomes": {
            "behind_fold": _outcome(
                "improvable",
                "La mention « {words} » se trouve derrière « … plus ».",
                "The mention “{words}” stands behind “… more”.",
                fix=bilingual("Placez la mention au début du texte.", "Put the mention at the start of the text."),
            ),
            "seen": _outcome("compliant", "La mention ouvre le texte.", "The mention opens the text."),
        },
    },
    "fr/identity.advertiser": {
        "id": "fr.identity.advertiser",
        "jurisdiction": "FR",
        "name": bilingual("Annonceur identifiable", "Advertiser identifiable"),
        "checked_on": "2026-11-20",
        "versions": [
            _version(
                "2004-06-22",
                "loi n° 2004-575, art. 20",
                (
                    "La personne pour le compte de laquelle la publicité est faite est clairement identifiable.",
                    "The person on whose behalf the advertisement is made is clearly identifiable.",
                ),
            )
        ],
        "outcomes": {
            "named": _outcome("compliant", "« {words} » est cité.", "“{words}” is named."),
            "missing": _outcome("improvable", "Aucune marque n’est nommée.", "No brand is named."),
        },
    },
    "fr/ban.nicotine": {
        "id": "fr.ban.nicotine",
        "jurisdiction": "FR",
        "name": bilingual("Nicotine : promotion interdite", "Nicotine: promotion banned"),
        "checked_on": "2026-11-24",
        "versions": [
            _version(
                "2023-06-11",
                "loi n° 2023-451, art. 4",
                (
                    "La promotion de produits à la nicotine est interdite.",
                    "Promoting products with nicotine is banned.",
                ),
            )
        ],
        "outcomes": {
            "promoted": _outcome(
                "prohibited",
                "Le texte vante « {words} » : aucune mention n’y remédie.",
                "The text praises “{words}”: no mention cures it.",
                fix=bilingual("Retirez la publication.", "Take the post down."),
            )
        },
    },
    "fr/alcohol.content": {
        "id": "fr.alcohol.content",
        "jurisdiction": "FR",
        "name": bilingual("Contenu d’une publicité pour l’alcool", "Content of an alcohol advertisement"),
        "checked_on": "2026-11-24",
        "versions": [
            _version(
                "1991-01-10",
                "code de la santé publique, art. L. 3323-4",
                (
                    "La publicité se limite à des éléments objectifs : origine, composition, élaboration.",
                    "The advertisement keeps to objective elements: origin, composition, making.",
                ),
                confidence="B",
                position="R5",
            )
        ],
        "outcomes": {
            "festive": _outcome(
                "needs_human",
                "Le texte associe la boisson à la fête (« {words} »).",
                "The text ties the drink to a party (“{words}”).",
                question={
                    "fact": "alcohol.objective",
                    "to": "counsel",
                    "fr": "Le texte et la mise en scène se limitent-ils à des éléments objectifs ?",
                    "en": "Do the text and the staging keep to objective elements?",
                },
            )
        },
    },
    "fr/image.retouched": {
        "id": "fr.image.retouched",
        "jurisdiction": "FR",
        "name": bilingual("Images retouchées", "Retouched images"),
        "checked_on": "2026-11-24",
        "versions": [
            _version(
                "2024-11-08",
                "loi n° 2023-451, art. 5",
                ("L’image retouchée le dit.", "A retouched picture says so."),
            )
        ],
        "outcomes": {"silent": _outcome("non_compliant", "Rien ne le dit.", "Nothing says so.")},
    },
    "eu/dsa.declaration": {
        "id": "eu.dsa.declaration",
        "jurisdiction": "EU",
        "name": bilingual("Déclaration par l’outil de la plateforme", "Declaration with the platform’s tool"),
        "checked_on": "2026-11-24",
        "versions": [
            _version(
                "2024-02-17",
                "règlement (UE) 2022/2065, art. 26",
                (
                    "La plateforme offre un outil pour déclarer une communication commerciale.",
                    "The platform offers a tool to declare a commercial communication.",
                ),
                confidence="C",
            )
        ],
        "outcomes": {
            "declared": _outcome("compliant", "La publication est déclarée.", "The post is declared."),
            "not_declared": _outcome(
                "improvable",
                "Un accord couvre la publication et l’outil de la plateforme ne le déclare pas.",
                "A deal covers the post and the platform’s tool does not declare it.",
                fix=bilingual("Activez l’étiquette et nommez la marque.", "Switch the label on and name the brand."),
            ),
        },
    },
}


def book() -> Rulebook:
    return read_rulebook(RULES)


BOOK = book()


def finding(post: Post, rule_id: str, code: str, *evidence: Evidence, words: str = "", as_of: str | None = None) -> Finding:
    """What ``rule_id`` would say of ``post`` with the outcome ``code``, under the version of its day or of ``as_of``."""
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
        verdict=_verdict(code, version, outcome.verdict),
        code=code,
        confidence=version.confidence,
        position=outcome.position or version.position,
        evidence=evidence,
        because=outcome.because.filled(words=words),
        fix=outcome.fix.filled(words=words) if outcome.fix else None,
        question=Question(fact=asked.fact, to=asked.to, fr=asked.fr, en=asked.en) if asked else None,
    )


def _verdict(code: str, version: Version, verdict: Any) -> Any:
    return version.verdicts.get(code, verdict)


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


def _unusual() -> list[Case]:
    """What most readers never see and every report must bear."""
    hostile = post(
        30, HOSTILE, "2026-10-01T10:00:00Z",
        account=Account(handle=f"x\"><script>{OVERRIDE}evil", country="FR"),
        url='https://x.example/"><script>alert(1)</script>',
        deal=Deal(advertiser=Advertiser(name="<b>Brand</b>")),
    )  # fmt: skip
    nfd_words = unicodedata.normalize("NFD", "publicité cachée à l’été")
    nfd = post(31, f"{nfd_words} 👩🏽‍💻🏴󠁧󠁢󠁳󠁣󠁴󠁿 avec @claraline #été", "2026-09-30", "Claraline")
    long = post(32, LONG, "2026-08-15T06:00:00Z", "Office de Valbrume")
    arabic = post(33, "إعلان مدفوع مع @maisonlune 🌙 (promo)", "2026-08-16T06:00:00Z", "Maison Lune", language="ar")
    video = post(
        34, "La vidéo du dimanche", "2026-08-18T06:00:00Z", "NordVolt", title="24 h avec NordVolt",
        overlay=(TimedText(text="offert par NordVolt", from_s=0.0, to_s=3.0),),
        speech=(TimedText(text="merci à NordVolt pour la batterie", from_s=4.0, to_s=9.0),),
        first_comment="collab commerciale", account=Account(handle="theo.sommets", bio="ambassadeur NordVolt"),
    )  # fmt: skip
    nested = post(35, "#deco #cosy #sp @maisonlune", "2026-02-12T18:42:00Z", "Maison Lune")
    empty = post(36, "", "2026-05-05T06:00:00Z")
    unrecorded = post(37, None, "2026-05-06T06:00:00Z", account=Account())
    anonymous = post(38, "Week-end parfait ✨", None, post_id=None)
    said = "collaboration commerciale"
    return [
        (hostile, (finding(hostile, "fr.mention.intent", "clue", quote(hostile, "<script>"), words="<script>"),)),
        (nfd, (finding(nfd, "fr.mention.intent", "unclear", quote(nfd, nfd_words), words=nfd_words),)),
        (
            long,
            (
                finding(
                    long, "fr.mention.instant", "behind_fold", quote(long, said.capitalize()), words=said.capitalize()
                ),
            ),
        ),
        (arabic, (finding(arabic, "fr.mention.intent", "unclear", quote(arabic, "مدفوع"), words="مدفوع"),)),
        (
            video,
            (
                finding(
                    video, "fr.mention.intent", "clue", quote(video, "offert par NordVolt", "overlay[0].text"),
                    quote(video, "merci", "speech[0].text"), quote(video, "collab commerciale", "first_comment"),
                    quote(video, "ambassadeur", "account.bio"), words="offert par NordVolt",
                ),
                finding(video, "fr.identity.advertiser", "named", quote(video, "NordVolt", "title"), words="NordVolt"),
            ),
        ),  # fmt: skip
        (
            nested,
            (
                finding(nested, "fr.mention.intent", "refused", quote(nested, "#sp"), the_deal(), words="#sp"),
                finding(nested, "fr.mention.instant", "behind_fold", quote(nested, "#cosy #sp @maison"), words="#sp"),
                finding(nested, "fr.identity.advertiser", "named", quote(nested, "@maisonlune"), words="@maisonlune"),
            ),
        ),
        (empty, ()),
        (unrecorded, (finding(unrecorded, "fr.identity.advertiser", "missing"),)),
        (anonymous, ()),
    ]


def cases() -> list[Case]:
    """The posts with their findings."""
    nicotine = post(0, "Mes sachets menthe du moment, effet direct 😎 @vapodune", "2026-11-02T09:00:00Z", "Vapodune")
    alcohol = post(1, "Apéro entre copains avec le spritz @belorso, la fête est plus folle 🍹", "2026-11-20T17:42:00Z", "Belorso")
    bought = post(39, "J’ai acheté et testé dix casques, voici mon avis.", "2026-07-01T06:00:00Z")
    made: list[Case] = [
        (
            nicotine,
            (
                finding(nicotine, "fr.ban.nicotine", "promoted", quote(nicotine, "sachets menthe"), words="sachets menthe"),
                finding(nicotine, "fr.mention.intent", "clue", quote(nicotine, "@vapodune"), words="@vapodune"),
            ),
        ),
        (
            alcohol,
            (
                finding(
                    alcohol, "fr.alcohol.content", "festive", quote(alcohol, "la fête est plus folle"),
                    words="la fête est plus folle",
                ),
            ),
        ),  # fmt: skip
        _bad(2, "J’adore cette bougie, elle a changé mes soirées #deco #cosy #sp", "#sp", "2026-02-12T18:42:00Z", "Maison Lune"),
        _bad(3, "Mon sac de l’année #cuir #pr", "#pr", "2026-01-20T08:00:00Z", "Atelier Brume"),
        _bad(8, "La crème de l’hiver #aff", "#aff", "2025-12-03T08:00:00Z", "Peau Douce"),
        _improvable(4, "En partenariat avec @maisonlune : la cire de colza à l’épreuve.", "En partenariat", "2024-03-10T12:00:00Z", "Maison Lune"),
        _improvable(9, "En collab avec @ordiclair, le portable du tournage.", "En collab", "2026-04-11T12:00:00Z", "Ordiclair"),
        _improvable(10, "Invitée par @lunettesclaires !", "Invitée", "2026-04-12T12:00:00Z", "Lunettes Claires"),
        _waiting(5, "Merci à @maisonlune pour cette soirée, on a adoré !", "Merci à @maisonlune", "2026-10-04T20:00:00Z"),
        _waiting(6, "-20 % avec mon code EMMA20 sur @lunettesclaires", "code EMMA20", "2026-06-01"),
        _waiting(7, "Reçu ce matin, je vous dirai.", "Reçu", None),
        (bought, (finding(bought, "fr.mention.intent", "nothing_exchanged", Evidence("deal.consideration", value="no", source="publications.ndjson:40")),)),
        *_unusual(),
    ]  # fmt: skip
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
    return AuditOutcome(
        summary=_summary(made, findings, **summary),
        rulebook=BOOK,
        posts=tuple(posts),
        findings=findings,
        questions=tuple(
            OpenQuestion(one, each.question, (each.id,)) for one, several in made for each in several if each.question
        ),
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
                "instagram", "C0003", "text", "Mon sac de l’année #cuir #pr", "Mon sac de l’année", "captures.ndjson:4",
                "anciennes.ndjson:7",
            ),
            Conflict(
                "tiktok", "C0004", "labels.paid_partnership", "True", "False", "captures.ndjson:5", "anciennes.ndjson:8"
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
            file="captures.ndjson", sha256=sha256("captures"), format="zeeschuimer-tiktok/1", records=len(made), rejects=2,
            others={"account": 3}, not_judged={"fr.mention.instant": "overlay : non enregistré par cette source"},
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
    said = finding(one, "fr.mention.intent", "unclear", quote(one, "En partenariat"), words="En partenariat", as_of=day)
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


def with_notice(given: Finding, notice: Notice) -> Finding:
    return msgspec.structs.replace(given, notices=(notice,))


def without_anything() -> AuditOutcome:
    """Nothing was read."""
    bare = outcome([])
    return replace(bare, rejects=(), unread=(), loose_deals=(), conflicts=(), unmatched_answers=())
