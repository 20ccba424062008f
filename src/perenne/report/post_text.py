"""How a post is named in a line: its first words, and when it was published."""

from perenne.model.post import Post
from perenne.report.days import moment
from perenne.report.voice import Said, Voice
from perenne.report.words import WORDS


def first_words(post: Post) -> str:
    """The beginning of what the post says, on one line: its caption, else the first of its other texts."""
    said = (post.text, post.title, *(each.text for each in (*(post.overlay or ()), *(post.speech or ()))))
    return " ".join(next((text for text in said if text and text.strip()), "")[:1_000].split())


def when(post: Post, voice: Voice) -> Said:
    """«20 nov. 2026, 18:42», in Paris time; or that the date is not known."""
    known = moment(post.published_at)
    if known is None:
        return voice.say(WORDS["post.undated"])
    return Said(f"{voice.day(known.day)}, {known.time}") if known.time else voice.day(known.day)
