"""Putting a row off, giving it to somebody."""

from datetime import date
from typing import Any

from django import forms

from perenne.desk.people.models import Member
from perenne.desk.web.forms import Day
from perenne.desk.web.words import WORDS
from perenne.report.voice import Voice


class PostponeForm(forms.Form):
    """A later day, and why; ``times``: how often the row was put off when the page was read."""

    times = forms.IntegerField(required=False, widget=forms.HiddenInput)
    until = Day()
    reason = forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, voice: Voice, today: date, *data: Any) -> None:
        super().__init__(*data)
        self._today = today
        for name in ("until", "reason"):
            self.fields[name].label = voice.say(WORDS[f"today.{name}"])

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if until <= self._today:
            raise forms.ValidationError("", code="past")
        return until


class AssignForm(forms.Form):
    """One of those who work here, or nobody."""

    owner = forms.ChoiceField(required=False)

    def __init__(
        self, voice: Voice, members: list[Member], data: Any = None, *, chosen: Member | None = None
    ) -> None:
        super().__init__(data, initial={"owner": str(chosen.pk) if chosen else ""})
        self._members = {str(each.pk): each for each in members}
        names = [(pk, each.person.name) for pk, each in self._members.items()]
        self.fields["owner"].label = voice.say(WORDS["today.owner"])
        self.fields["owner"].choices = [("", voice.say(WORDS["today.nobody"])), *names]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Member | None:
        return self._members.get(self.cleaned_data["owner"])
