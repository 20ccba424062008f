"""Opening an access: what it is for, what it may do, until when."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from perenne.desk.people.permissions import roles
from perenne.desk.web.words import WORDS
from perenne.report.voice import Voice

LONGEST = timedelta(days=365)
_USUAL = timedelta(days=90)


class TokenForm(forms.Form):
    """``verbs``: those that the person may give, which are those that they have."""

    name = forms.CharField(max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    verbs = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    until = forms.DateField(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))

    def __init__(self, voice: Voice, verbs: Sequence[str], *data: Any) -> None:
        super().__init__(*data)
        self._voice = voice
        for name in self.fields:
            self.fields[name].label = voice.say(WORDS[f"api.token.{name}"])
        named = roles().verbs
        self.fields["verbs"].choices = [(verb, voice.say(named[verb])) for verb in verbs]  # type: ignore[attr-defined]
        self.fields["until"].initial = timezone.localdate() + _USUAL

    def clean_until(self) -> datetime:
        """The end of the day, at most a year from today."""
        day: date = self.cleaned_data["until"]
        if not timezone.localdate() < day <= timezone.localdate() + LONGEST:
            raise forms.ValidationError(self._voice.say(WORDS["api.token.too_long"]), code="until")
        return timezone.make_aware(datetime.combine(day, time.max))
