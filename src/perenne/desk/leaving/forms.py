"""What is asked for before a person is erased: the reference, typed, and why."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from perenne.desk.leaving.models import Erasure
from perenne.desk.web.words import WORDS
from perenne.report.voice import Voice


class ReferenceForm(forms.Form):
    """Whoever goes on types the reference of the person: a slip of the hand erases nobody."""

    reference = forms.CharField(max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def __init__(self, voice: Voice, reference: str, data: Any = None) -> None:
        super().__init__(data)
        self._reference = reference
        self.fields["reference"].label = voice.say(WORDS["erase.reference"], (reference,), reference=reference)

    def clean_reference(self) -> str:
        typed: str = self.cleaned_data["reference"].strip()
        if typed.upper() != self._reference:
            raise ValidationError("", code="erase.other_reference")
        return typed


class AskForm(ReferenceForm):
    reason = forms.ChoiceField(widget=forms.RadioSelect)
    field_order = ("reason", "reference")

    def __init__(self, voice: Voice, reference: str, data: Any = None) -> None:
        super().__init__(voice, reference, data)
        self.fields["reason"].label = voice.say(WORDS["erase.reason"])
        shown = [(each, str(voice.say(WORDS[f"erase.reason.{each}"]))) for each, _ in Erasure.REASONS]
        self.fields["reason"].choices = shown  # type: ignore[attr-defined]
