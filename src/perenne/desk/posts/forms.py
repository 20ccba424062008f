"""The decision on a post, as a person writes it."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, cast

from django import forms

from perenne.desk.posts.actions import Choice, Held
from perenne.desk.posts.models import VERDICTS, Decision, Finding
from perenne.desk.web.forms import Day
from perenne.desk.web.words import WORDS
from perenne.model.finding import Question, Verdict
from perenne.report.names import verdict_word
from perenne.report.voice import Said, Voice

_ANSWERED = ("yes", "no", "unknown")
_PREFIX = "answer:"


class DecisionForm(forms.Form):
    """One question for each fact that a finding waits for, then what is decided, why, and until when."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(widget=forms.RadioSelect)
    due = Day(required=False)
    reason = forms.CharField(max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(
        self,
        voice: Voice,
        questions: Iterable[Question],
        data: Any = None,
        *,
        numbers: Mapping[str, str] = MappingProxyType({}),
        in_doubt: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self._in_doubt = in_doubt
        self._questions = {f"{_PREFIX}{each.fact}": each for each in questions}
        for name, label in (("kind", "decide.what"), ("due", "decide.due"), ("reason", "decide.reason")):
            self.fields[name].label = voice.say(WORDS[label])
        self.fields["kind"].choices = [(kind, voice.say(WORDS[f"decide.{kind}"])) for kind, _ in Decision.KINDS]  # type: ignore[attr-defined]
        for name, question in self._questions.items():
            self.fields[name] = forms.ChoiceField(
                required=False,
                label=_numbered(
                    voice.plain(question.fr if voice.language == "fr" else question.en), question, numbers
                ),
                choices=[(each, voice.say(WORDS[f"decide.{each}"])) for each in _ANSWERED],
                widget=forms.RadioSelect,
            )

    def clean(self) -> dict[str, object]:
        """What is in doubt is never held against anybody before its questions were answered, be it by «I do not
        know»."""
        told: dict[str, object] = self.cleaned_data
        if self._in_doubt and told.get("kind") == Decision.ASK:
            for name in self._questions:
                if not told.get(name):
                    self.add_error(name, forms.ValidationError("", code="required"))
        return told

    def questions(self) -> Iterator[forms.BoundField]:
        yield from (self[name] for name in self._questions)

    @property
    def choice(self) -> Choice:
        return Choice(self.cleaned_data["kind"], self.cleaned_data["reason"], self.cleaned_data["due"])

    @property
    def answers(self) -> dict[str, str]:
        """By question, what was answered; a question left alone is not answered."""
        given = {question.fact: self.cleaned_data[name] for name, question in self._questions.items()}
        return {fact: said for fact, said in given.items() if said}


def _numbered(text: Said, question: Question, numbers: Mapping[str, str]) -> Said:
    """The question behind the numbers of the findings that wait for it."""
    number = numbers.get(question.fact)
    return Said(f"{number}. {text}") if number else text


class OverrideForm(forms.Form):
    """What a person holds of one rule, and why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    finding = forms.IntegerField(widget=forms.HiddenInput)
    verdict = forms.ChoiceField()
    reason = forms.CharField(max_length=2_000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, voice: Voice, data: Any = None, *, of: int | str = "") -> None:
        super().__init__(data, auto_id=f"id_{of}_%s")
        self.fields["verdict"].label = voice.say(WORDS["override.verdict"])
        self.fields["reason"].label = voice.say(WORDS["decide.reason"])
        choices = [("", "…"), *((each, verdict_word(cast("Verdict", each), voice.language)) for each, _ in VERDICTS)]
        self.fields["verdict"].choices = [each for each in choices if each[0] != "needs_human"]  # type: ignore[attr-defined]

    def held(self, finding: Finding) -> Held:
        told = self.cleaned_data
        return Held(finding.rule, finding.read().part or "", told["verdict"], told["reason"])
