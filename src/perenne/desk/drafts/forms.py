"""The draft and what is known of it."""

from datetime import date
from typing import Any

import msgspec
from django import forms

from perenne.desk.web.words import WORDS
from perenne.model.post import Account, Advertiser, Deal, Labels, Post
from perenne.report.voice import Voice

_LONGEST = 10_000
_KNOWN = ("unknown", "yes", "no")


class DraftForm(forms.Form):
    """The text; whether something was, or will be, given for it; for whom; when it is to be published."""

    text = forms.CharField(max_length=_LONGEST, strip=False, widget=forms.Textarea(attrs={"rows": 8}))
    consideration = forms.ChoiceField(widget=forms.RadioSelect, initial="unknown")
    brand = forms.CharField(required=False, max_length=120)
    handle = forms.CharField(required=False, max_length=120)
    on = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, voice: Voice, *data: Any) -> None:
        super().__init__(*data)
        for name, field in self.fields.items():
            field.label = voice.say(WORDS[f"draft.{name}"])
        deals = [(each, voice.say(WORDS[f"draft.deal.{each}"])) for each in _KNOWN]
        self.fields["consideration"].choices = deals  # type: ignore[attr-defined]

    def post(self, today: date) -> Post:
        """The draft as a post of the day when it is to be published: a creator in France, nothing else assumed."""
        told = self.cleaned_data
        handles = (told["handle"],) if told["handle"] else ()
        advertiser = Advertiser(name=told["brand"] or None, handles=handles) if told["brand"] or handles else None
        return Post(
            platform="instagram",
            post_id="draft",
            text=told["text"].replace("\r\n", "\n"),
            published_at=(told["on"] or today).isoformat(),
            account=Account(country="FR"),
            labels=Labels(),
            deal=msgspec.structs.replace(Deal(), consideration=told["consideration"], advertiser=advertiser),
        )
