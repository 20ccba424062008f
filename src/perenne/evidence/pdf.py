"""``page.pdf``: the page of a bundle as PDF/A, set by Typst from plain values with the fonts that Typst carries.

The child that sets it gets texts as data, never as markup. PDF/A wants a letter for every sign, so signs that the
fonts lack (emoji, most scripts of Asia and Africa) are shown by their code.
"""

import json
import re
import tempfile
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from typing import Any

from perenne import __version__
from perenne.evidence import confined
from perenne.evidence.view import OriginalView, PageView, RelationView, SubjectView
from perenne.evidence.words import WORDS
from perenne.model.bilingual import Language
from perenne.report.law_view import LawRead
from perenne.report.post_view import FindingView, PostView, QuoteView
from perenne.report.spans import Piece
from perenne.report.voice import Voice
from perenne.report.words import WORDS as REPORT_WORDS

_LACKING = re.compile(
    "[^\n\x20-\x7e\xa0-\xac\xae-\u024f\u0300-\u036f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f"
    "\u1e00-\u1eff\u2010-\u2027\u202f-\u203a\u20ac\u2116\u2122\u2190-\u2193\u2212]"
)


def is_installed() -> bool:
    """Whether the library that sets it is there (``perenne[contracts]``)."""
    return find_spec("typst") is not None


def pdf(view: PageView, language: Language, stated_on: str | None) -> bytes:
    """The page as PDF/A; the same view gives the same bytes. Raises ``UnreadableFile`` where it cannot be set."""
    with tempfile.TemporaryFile() as source:
        source.write(json.dumps(_plain(view, Voice(language), stated_on), ensure_ascii=True).encode())
        source.flush()
        with confined.run("pdf", source) as answer:
            return answer.read()


def shown(text: str) -> str:
    """``text`` in signs that the fonts have; any other by its code."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _LACKING.sub(lambda found: f"[U+{ord(found[0]):04X}]", lines)


def _plain(view: PageView, voice: Voice, stated_on: str | None) -> dict[str, Any]:
    def t(key: str, **values: object) -> str:
        return shown(voice.say(WORDS[key], **values))

    return {
        "language": voice.language,
        "program": __version__,
        "day": stated_on,
        "dated": shown(view.dated),
        "title": shown(view.title),
        "lead": shown(view.lead),
        "notes": [shown(view.proposed), shown(view.means), t("pdf.signs")],
        "facts": _pairs(view.facts),
        "subjects": [_subject(each, voice) for each in view.subjects],
        "left_off": shown(view.left_off or ""),
        "said": [
            [shown(part) for part in (each.who, each.when, each.about, each.said, each.why)] for each in view.said
        ],
        "law": [_law(each, voice) for each in view.law],
        "law_notes": [t("law.more"), *map(shown, view.law_notes)],
        "originals": [_original(each) for each in view.originals],
        "verify": [t("verify.how").replace("`", ""), t("verify.key")],
        "words": {key: t(key) for key in WORDS if "{" not in WORDS[key].fr},
        "footer": t("footer", program=__version__),
    }


def _pairs(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    return [[shown(name), shown(value)] for name, value in pairs]


def _subject(subject: SubjectView, voice: Voice) -> dict[str, Any]:
    common = {
        "verdict": shown(subject.word),
        "findings": [_finding(each, voice) for each in subject.findings],
    }
    if isinstance(subject, RelationView):
        missing = [[shown(subject.missing), ""]] if subject.missing else []
        return common | {
            "heading": shown(subject.title),
            "meta": shown(subject.parties),
            "quotes": [],
            "facts": _pairs(subject.facts) + missing,
            "from": "",
        }
    return common | {
        "heading": shown(subject.creator or voice.say(REPORT_WORDS["group.unknown_creator"])),
        "meta": shown(", ".join(each for each in (subject.platform, subject.kind, subject.published) if each)),
        "quotes": [_quote(each) for each in subject.quotes if not each.is_empty],
        "facts": _facts(subject),
        "from": shown(" · ".join(each for each in (subject.source, subject.observed, subject.url) if each)),
    }


def _facts(post: PostView) -> list[list[str]]:
    return [
        [
            f"{shown(each.name)} ({', '.join(map(str, each.numbers))})",
            shown(each.value + (f" · {each.source}" if each.source else "")),
        ]
        for each in post.facts
    ]


def _quote(quote: QuoteView) -> dict[str, Any]:
    return {"name": shown(quote.name), "pieces": list(_pieces(quote.pieces))}


def _pieces(pieces: Iterable[Piece]) -> Iterator[dict[str, Any]]:
    for each in pieces:
        if each.skipped:
            yield {"text": " […] ", "marked": False, "numbers": ""}
        numbers = ",".join(str(passage.number) for passage in each.closes)
        yield {"text": shown(each.text), "marked": bool(each.passages), "numbers": numbers}


def _finding(finding: FindingView, voice: Voice) -> dict[str, Any]:
    asked = (
        f"{REPORT_WORDS['finding.ask'].said_in(voice.language)} {finding.ask.to}. {finding.ask.text}"
        if finding.ask
        else None
    )
    lines = [finding.because, asked]
    lines += [_labelled("finding.fix", finding.fix, voice), _labelled("finding.decision", finding.decision, voice)]
    lines += [_labelled("finding.notice", each, voice) for each in finding.notices]
    version = finding.law.version if finding.law else finding.rule
    where = [finding.article, finding.law.in_force if finding.law else None, finding.read_on]
    return {
        "number": str(finding.number),
        "name": shown(finding.name),
        "verdict": shown(finding.word),
        "lines": [shown(each) for each in lines if each],
        "law": shown(", ".join(each for each in where if each)),
        "ids": shown(" · ".join(each for each in (version, finding.part, finding.id) if each)),
    }


def _labelled(key: str, said: str | None, voice: Voice) -> str | None:
    return f"{REPORT_WORDS[key].said_in(voice.language)} {said}" if said else None


def _law(read: LawRead, voice: Voice) -> dict[str, Any]:
    law = read.law

    def t(key: str, **values: object) -> str:
        return voice.say(REPORT_WORDS[key], **values)

    source = [law.status, law.source, law.official_id]
    source += [
        f"{t('law.confidence')} {law.confidence}, {law.confidence_means}",
        t("law.checked", day=law.checked_on),
    ]
    source += [
        f"{t(key)} {said}" for key, said in (("law.penalty", law.penalty), ("law.missing", law.missing)) if said
    ]
    return {
        "name": shown(law.name),
        "version": shown(law.version),
        "article": shown(f"{law.article}, {law.in_force}"),
        "summary": shown(law.summary),
        "source": shown(" · ".join(each for each in source if each)),
        "positions": [shown(f"{t('law.position')} {each.number}. {each.says}") for each in read.positions],
    }


def _original(original: OriginalView) -> list[str]:
    return [shown(original.file), original.sha256, shown(original.state)]
