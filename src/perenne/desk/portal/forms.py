"""What a creator answers, drops, allows and asks for; and what a member says of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from perenne.desk.portal.actions import Dropped
from perenne.desk.portal.models import Capture, Request
from perenne.desk.portal.offered import offered
from perenne.desk.web.forms import PastDay
from perenne.desk.web.words import WORDS
from perenne.model.finding import Question
from perenne.report.voice import Voice

_ANSWERED = ("yes", "no", "unknown")
_WORDS = 4_000
MOST_FILES, MOST_BYTES = 5, 25 * 2**20
_LARGEST = 10**13


class _Several(forms.ClearableFileInput):
    allow_multiple_selected = True


class Captures(forms.FileField):
    """Up to ``MOST_FILES`` files, each of up to ``MOST_BYTES``."""

    widget = _Several

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        several = [each for each in (data if isinstance(data, list | tuple) else [data]) if each]
        if not several and not self.required:
            return []
        kept = [super(Captures, self).clean(each, initial) for each in several or [None]]
        if len(kept) > MOST_FILES or any((each.size or 0) > MOST_BYTES for each in kept):
            raise forms.ValidationError("", code="portal.too_big")
        return kept


class ReplyForm(forms.Form):
    """The questions that are for the creator, then their own words, on the post or on one finding, and files."""

    about = forms.ChoiceField(required=False)
    text = forms.CharField(required=False, max_length=_WORDS, widget=forms.Textarea(attrs={"rows": 3}))
    contests = forms.BooleanField(required=False)
    pieces = Captures(required=False)

    def __init__(
        self,
        voice: Voice,
        questions: Iterable[Question],
        findings: Sequence[tuple[str, str]] = (),
        data: Any = None,
        files: Any = None,
        *,
        prefix: str,
    ) -> None:
        super().__init__(data, files, prefix=prefix)
        for name, key in (("about", "about"), ("text", "words"), ("contests", "contests"), ("pieces", "files")):
            self.fields[name].label = voice.say(WORDS[f"portal.{key}"])
        self.fields["about"].choices = [("", voice.say(WORDS["portal.whole"])), *findings]  # type: ignore[attr-defined]
        self._facts = {f"answer-{n}": each.fact for n, each in enumerate(questions) if each.to == "creator"}
        asked = {each.fact: each for each in questions}
        for name, fact in self._facts.items():
            question = asked[fact]
            self.fields[name] = forms.ChoiceField(
                required=False,
                label=voice.plain(question.fr if voice.language == "fr" else question.en),
                choices=[(each, voice.say(WORDS[f"decide.{each}"])) for each in _ANSWERED],
                widget=forms.RadioSelect,
            )

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if not told.get("text") and (not self.answers or told.get("pieces")):
            self.add_error("text", forms.ValidationError("", code="required"))
        return told

    def questions(self) -> Iterator[forms.BoundField]:
        yield from (self[name] for name in self._facts)

    @property
    def answers(self) -> dict[str, str]:
        given = {fact: self.cleaned_data.get(name) for name, fact in self._facts.items()}
        return {fact: said for fact, said in given.items() if said}


class StoryForm(forms.Form):
    """Captures or exports of a story, which one it was, and the figures on them."""

    about = forms.CharField(required=False, max_length=200)
    day = PastDay(required=False)
    pieces = Captures()

    def __init__(self, voice: Voice, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, prefix="story")
        for name in ("about", "day", "pieces"):
            self.fields[name].label = voice.say(WORDS[f"portal.story.{name}"])
        for name, called in offered().figures.items():
            self.fields[name] = forms.IntegerField(
                required=False, min_value=0, max_value=_LARGEST, label=voice.say(called)
            )

    def figures(self) -> Iterator[forms.BoundField]:
        yield from (self[name] for name in offered().figures)

    @property
    def dropped(self) -> Dropped:
        told = self.cleaned_data
        typed = {name: told[name] for name in offered().figures if told.get(name) is not None}
        return Dropped(told["pieces"], told["about"], told["day"], typed)


class ConsentForm(forms.Form):
    """One box a purpose; a box is ticked where the creator ticked it, and where they did for this very text."""

    given = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, voice: Voice, held: Mapping[str, date], data: Any = None) -> None:
        purposes = offered().purposes
        initial = [name for name, each in purposes.items() if held.get(name) == each.wording]
        super().__init__(data, prefix="consent", initial={"given": initial})
        self.fields["given"].label = voice.say(WORDS["portal.consent.label"])
        self.fields["given"].choices = [(name, voice.say(each.says)) for name, each in purposes.items()]  # type: ignore[attr-defined]


class DataForm(forms.Form):
    """What the creator asks for concerning their data."""

    kind = forms.ChoiceField(widget=forms.RadioSelect)
    text = forms.CharField(required=False, max_length=_WORDS, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, voice: Voice, data: Any = None) -> None:
        super().__init__(data, prefix="data")
        self.fields["kind"].label = voice.say(WORDS["portal.data.kind"])
        self.fields["text"].label = voice.say(WORDS["portal.data.text"])
        self.fields["kind"].choices = [(kind, voice.say(WORDS[f"portal.data.{kind}"])) for kind, _ in Request.KINDS]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if told.get("kind") == "rectify" and not told.get("text"):
            self.add_error("text", forms.ValidationError("", code="required"))
        return told


class VerdictForm(forms.Form):
    """Whether a capture shows what was typed; why not, where it does not."""

    verdict = forms.ChoiceField(widget=forms.RadioSelect)
    reason = forms.CharField(required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, voice: Voice, data: Any = None) -> None:
        super().__init__(data, prefix="capture")
        self.fields["verdict"].label = voice.say(WORDS["captures.verdict"])
        self.fields["reason"].label = voice.say(WORDS["captures.reason"])
        self.fields["verdict"].choices = [  # type: ignore[attr-defined]
            (each, voice.say(WORDS[f"captures.{each}"])) for each, _ in Capture.VERDICTS
        ]

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if told.get("verdict") == Capture.REFUSED and not told.get("reason"):
            self.add_error("reason", forms.ValidationError("", code="required"))
        return told


class AnswerForm(forms.Form):
    """What a member answers to a request."""

    answer = forms.CharField(max_length=_WORDS, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, voice: Voice, data: Any = None) -> None:
        super().__init__(data, prefix="request")
        self.fields["answer"].label = voice.say(WORDS["data_requests.answer"])
