"""The draft and what is known of it."""

from datetime import date
from typing import Any, get_args

import msgspec
from django import forms

from perenne.desk.web.forms import Day
from perenne.desk.web.words import WORDS
from perenne.model.post import Account, Advertiser, Deal, Kind, Labels, Media, Platform, Post, TimedText
from perenne.report import names
from perenne.report.fact_names import SECTORS
from perenne.report.voice import Voice, sentence_case

_LONGEST = 10_000
_KNOWN = ("unknown", "yes", "no")
_TRUE = {"yes": True, "no": False}


class DraftForm(forms.Form):
    """The text and the words beside it; where and when it is to be published; whether something was, or will be,
    given for it, and by whom; what is known of the pictures."""

    text = forms.CharField(max_length=_LONGEST, strip=False, widget=forms.Textarea(attrs={"rows": 8}))
    overlay = forms.CharField(
        required=False, max_length=_LONGEST, strip=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    speech = forms.CharField(
        required=False, max_length=_LONGEST, strip=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    platform = forms.ChoiceField(required=False, initial="instagram")
    kind = forms.ChoiceField(required=False, initial="post")
    on = Day(required=False)
    consideration = forms.ChoiceField(widget=forms.RadioSelect, initial="unknown")
    brand = forms.CharField(required=False, max_length=120)
    handle = forms.CharField(required=False, max_length=120)
    sector = forms.ChoiceField(required=False)
    own_brand = forms.BooleanField(required=False)
    retouched = forms.ChoiceField(required=False, widget=forms.RadioSelect, initial="unknown")
    ai = forms.ChoiceField(required=False, widget=forms.RadioSelect, initial="unknown")

    def __init__(self, voice: Voice, *data: Any, **options: Any) -> None:
        super().__init__(*data, **options)
        for name, field in self.fields.items():
            field.label = voice.say(WORDS[f"draft.{name}"])
        known = [(each, voice.say(WORDS[f"draft.deal.{each}"])) for each in _KNOWN]
        kinds = ((each, names.kind_name(each, voice.language)) for each in get_args(Kind))
        sectors = ((each, voice.say(named)) for each, named in SECTORS.items())
        choices = {
            "consideration": known,
            "retouched": known,
            "ai": known,
            "platform": [(each, names.platform_name(each, voice.language)) for each in get_args(Platform)],
            "kind": [(each, sentence_case(said or each)) for each, said in kinds],
            "sector": [("", voice.say(WORDS["draft.no_sector"])), *((each, sentence_case(s)) for each, s in sectors)],
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]

    def post(self, today: date) -> Post:
        """The draft as a post of the day when it is to be published: a creator in France, nothing else assumed."""
        told = self.cleaned_data
        return Post(
            platform=told["platform"] or "instagram",
            post_id="draft",
            kind=told["kind"] or None,
            text=_lines(told["text"]),
            overlay=_timed(told["overlay"]),
            speech=_timed(told["speech"]),
            published_at=(told["on"] or today).isoformat(),
            account=Account(country="FR", own_brands=(told["brand"],) if told["own_brand"] and told["brand"] else ()),
            labels=Labels(),
            media=_media(told),
            deal=msgspec.structs.replace(
                Deal(), consideration=told["consideration"], advertiser=_advertiser(told), forms=_forms(told)
            ),
        )

    def written(self) -> dict[str, str]:
        """Every field as it was filled in, to be kept."""
        return {name: str(self.data.get(name, "")) for name in self.fields}


def _advertiser(told: dict[str, Any]) -> Advertiser | None:
    if not (told["brand"] or told["handle"] or told["sector"]):
        return None
    handles = (told["handle"].removeprefix("@"),) if told["handle"] else ()
    sectors = (told["sector"],) if told["sector"] else ()
    return Advertiser(name=told["brand"] or None, handles=handles, sectors=sectors)


def _media(told: dict[str, Any]) -> Media:
    """A body or a face is known to be there only where it was retouched."""
    retouched = _TRUE.get(told["retouched"])
    return Media(face_or_body=retouched or None, retouched=retouched, generated=_TRUE.get(told["ai"]))


def _forms(told: dict[str, Any]) -> tuple[Any, ...]:
    return ("own_brand",) if told["own_brand"] else ()


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n")


def _timed(text: str) -> tuple[TimedText, ...] | None:
    return (TimedText(_lines(text)),) if text.strip() else None


class StepForm(forms.Form):
    """An agreement that was given, or a change that is asked for, with its reason."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    step = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, voice: Voice, *data: Any, reopens: bool = False) -> None:
        super().__init__(*data)
        self.fields["reason"].label = voice.say(WORDS["draft.reason"])
        self.fields["reason"].required = reopens
