"""A contract from its terms: PDF/A-3 with the terms inside. The same terms give the same bytes."""

import json
from datetime import UTC, datetime, time
from importlib.resources import files
from typing import Any

from perenne.contracts.article import Typography, Voice, agent, articles, party, wording
from perenne.contracts.described import relation
from perenne.contracts.terms import Terms
from perenne.contracts.terms_file import TermsRead
from perenne.model.bilingual import Language
from perenne.model.errors import UsageError
from perenne.model.wire import encode

TERMS, RELATION = "terms.toml", "relation.json"


def draft(read: TermsRead, language: Language, typography: Typography) -> bytes:
    """The contract as PDF. Raises ``UsageError`` where the library is missing, or a sign cannot be printed."""
    try:
        import typst
    except ImportError:
        raise UsageError(
            fr="pour rédiger un contrat, installez `pip install 'perenne[contracts]'`",
            en="to draft a contract, install `pip install 'perenne[contracts]'`",
        ) from None
    assert read.terms is not None  # noqa: S101  # whoever calls has shown the problems
    plain = json.dumps(_plain(read.terms, read.text, Voice(language, typography)), ensure_ascii=True)
    try:
        made = typst.compile(
            files("perenne.contracts").joinpath("typst", "contract.typ").read_bytes(),
            format="pdf",
            ignore_system_fonts=True,
            pdf_standards="a-3b",
            sys_inputs={"contract": plain},
            timestamp=datetime.combine(read.terms.date, time(), UTC),
        )
    except typst.TypstError as problem:
        raise UsageError(
            fr=f"le PDF n’a pas pu être composé ; un signe sans lettre, peut-être : {problem.message}",
            en=f"the PDF could not be set; a sign without a letter, perhaps: {problem.message}",
        ) from None
    assert isinstance(made, bytes)  # noqa: S101  # a PDF is one file
    return made


def _plain(terms: Terms, text: str, voice: Voice) -> dict[str, Any]:
    """What the template sets: texts alone."""
    words = wording()
    made = articles(terms, voice)
    named = [
        party("creator", terms.creator, voice, terms.creator.handle),
        party("advertiser", terms.advertiser, voice),
        agent(terms, voice),
    ]
    return {
        "language": voice.language,
        "date": terms.date.isoformat(),
        "title": voice.say(words["title"]),
        "subtitle": voice.say(words["subtitle"], date=terms.date),
        "between": voice.say(words["between"]),
        "parties": [each for each in named if each],
        "articles": [{"heading": each.heading, "sentences": each.sentences} for each in made],
        "signing": voice.say(words["signing"]),
        "sign_here": voice.say(words["sign_here"], date=terms.date),
        "signatories": [terms.creator.name, terms.advertiser.name],
        "footer": voice.say(words["footer"]),
        "attached": [
            _attached(TERMS, text, "source", "application/toml", voice.say(words["attached"]["terms"])),
            _attached(
                RELATION,
                encode(relation(terms, made)).decode(),
                "data",
                "application/json",
                voice.say(words["attached"]["relation"]),
            ),
        ],
    }


def _attached(name: str, content: str, relationship: str, mime: str, description: str) -> dict[str, str]:
    return {
        "name": name,
        "content": content,
        "relationship": relationship,
        "mime": mime,
        "description": description,
    }
