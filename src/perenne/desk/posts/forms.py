"""The decision on a post, as a person writes it."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms

from perenne.desk.posts.actions import Choice
from perenne.desk.posts.models import Decision
from perenne.desk.web.words import WORDS
from perenne.model.finding import Question
from perenne.report.voice import Voice

_ANSWERED = ("yes", "no", "unknown")
_PREFIX = "answer:"


class DecisionForm(forms.Form):
    """One question for each fact that a finding waits for, then what is decided, why, and until when."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(widget=forms.RadioSelect)
    due = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(
        self, voice: Voice, questions: Iterable[Question], data: Any = None, *, in_doubt: bool = False, **options: Any
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
                label=voice.plain(question.fr if voice.language == "fr" else question.en),
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
