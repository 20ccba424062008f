"""What a creator answers and writes about one post."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms

from perenne.desk.web.words import WORDS
from perenne.model.finding import Question
from perenne.report.voice import Voice

_ANSWERED = ("yes", "no", "unknown")


class ReplyForm(forms.Form):
    """The questions that are for the creator, then their own words."""

    text = forms.CharField(required=False, max_length=4_000, widget=forms.Textarea(attrs={"rows": 4}))
    contests = forms.BooleanField(required=False)

    def __init__(self, voice: Voice, questions: Iterable[Question], data: Any = None, *, prefix: str) -> None:
        super().__init__(data, prefix=prefix)
        self.fields["text"].label = voice.say(WORDS["portal.words"])
        self.fields["contests"].label = voice.say(WORDS["portal.contests"])
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
        if not told.get("text") and not self.answers:
            self.add_error("text", forms.ValidationError("", code="required"))
        return told

    def questions(self) -> Iterator[forms.BoundField]:
        yield from (self[name] for name in self._facts)

    @property
    def answers(self) -> dict[str, str]:
        given = {fact: self.cleaned_data.get(name) for name, fact in self._facts.items()}
        return {fact: said for fact, said in given.items() if said}
