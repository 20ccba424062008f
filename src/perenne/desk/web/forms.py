"""Forms whose problems are sentences of ours: which field, what is wrong, what to write."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.utils import timezone

from perenne.desk.web.words import WORDS
from perenne.model.event import YEARS
from perenne.report.voice import Voice

_SENTENCE = {
    "invalid_choice": "form.choose",
    "member": "people.already",
    "unanswered": "override.unanswered",
    "past": "today.past",
    "not_yours": "draft.not_yours",
}
_INVALID = {forms.DateField: "form.date", forms.EmailField: "form.email"}


class Day(forms.DateField):
    """A day of a year that the library reads: a slip in the year is said, and never kept to break every list."""

    def __init__(self, *, required: bool = True) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(required=required, widget=widget)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if isinstance(value, date) and value.year not in YEARS:
            raise forms.ValidationError("", code="form.day")


class PastDay(Day):
    """A day that has come: a later one is a slip that only who wrote it can mend."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if isinstance(value, date) and value > timezone.localdate():
            raise forms.ValidationError("", code="form.future")


class Problem(NamedTuple):
    """``field``: the id of the field, to which the summary leads."""

    field: str
    says: str


def problems(form: forms.Form, voice: Voice) -> list[Problem]:
    """What is wrong in ``form``, in the order of its fields."""
    return list(_problems(form, voice))


def _problems(form: forms.Form, voice: Voice) -> Iterator[Problem]:
    for name, errors in form.errors.as_data().items():
        field = form.fields[name]
        label = str(field.label)
        for error in errors:
            key = _key(field, str(error.code))
            said = voice.say(WORDS[key], (label,), field=label, problem=" ".join(error.messages))
            yield Problem(form[name].auto_id, str(said))


def _key(field: forms.Field, code: str) -> str:
    if code == "required":
        return "form.choose" if isinstance(field, forms.ChoiceField) else "form.required"
    if code == "invalid":
        return next((key for kind, key in _INVALID.items() if isinstance(field, kind)), "form.other")
    return _SENTENCE.get(code, code if code in WORDS else "form.other")
