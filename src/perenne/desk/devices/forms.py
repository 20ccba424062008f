"""What a person writes of a device, an exception, an incident; the files and columns of proofs."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, get_args

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from perenne.desk.devices.queries import institutions
from perenne.desk.web.forms import Day, PastDay
from perenne.desk.web.words import WORDS
from perenne.devices import catalogue
from perenne.devices.importing.table import Mapping, parse_mapping
from perenne.devices.records import (
    ORIGINS,
    Device,
    DeviceClass,
    Exempted,
    Incident,
    IncidentKind,
    OriginName,
    OwnedBy,
    Role,
    Sourced,
    hashed,
)
from perenne.devices.rule import Rules
from perenne.model.errors import UsageError
from perenne.model.finding import Confidence
from perenne.report.devices import names
from perenne.report.voice import Voice

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}\Z")
_KEY = re.compile(r"k-[0-9a-f]{32}\Z")
_COUNTRY = re.compile(r"[A-Z]{2}\Z")
_KNOWN = {"yes": True, "no": False}
_AREA = {"rows": 2}


class _Spoken(forms.Form):
    """A form whose fields are called ``devices.<name>``."""

    def __init__(self, voice: Voice, *data: Any, **options: Any) -> None:
        super().__init__(*data, **options)
        self.voice = voice
        for name, field in self.fields.items():
            if not isinstance(field.widget, forms.HiddenInput):
                field.label = voice.say(WORDS[f"devices.{name}"])

    def offer(self, name: str, choices: Sequence[tuple[str, Any]], *, empty: bool = True) -> None:
        """``choices`` of the field ``name``; ``empty``: nobody knows."""
        unknown = [("", self.voice.say(WORDS["devices.not_recorded"]))] if empty else []
        self.fields[name].choices = [*unknown, *choices]  # type: ignore[attr-defined]


class DeviceForm(_Spoken):
    """A device; every field but its id and class may stay unknown."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    ref = forms.CharField(max_length=40)
    kind = forms.ChoiceField()
    label = forms.CharField(max_length=120, required=False)
    holder = forms.CharField(max_length=120, required=False)
    role = forms.ChoiceField(required=False)
    owned_by = forms.ChoiceField(required=False)
    enrolled = forms.ChoiceField(required=False)
    institution_apps = forms.ChoiceField(required=False)
    under = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    model = forms.CharField(max_length=120, required=False)
    variant = forms.CharField(max_length=120, required=False)
    known_as = forms.CharField(max_length=2_000, required=False, widget=forms.Textarea(attrs=_AREA))
    keys = forms.CharField(max_length=2_000, required=False, widget=forms.Textarea(attrs=_AREA))
    since = Day(required=False)
    retired_on = Day(required=False)

    def __init__(self, voice: Voice, *data: Any, fixed: Device | None = None, **options: Any) -> None:
        super().__init__(voice, *data, **options)
        self.fixed = fixed
        if fixed is not None:
            del self.fields["ref"]
        self.offer("kind", [(each, voice.say(names.CLASSES[each])) for each in get_args(DeviceClass)], empty=False)
        self.offer("role", [(each, voice.say(names.ROLES[each])) for each in get_args(Role)])
        owners = [(each, voice.say(WORDS[f"devices.owned_by.{each}"])) for each in get_args(OwnedBy)]
        self.offer("owned_by", owners)
        for name in ("enrolled", "institution_apps"):
            self.offer(name, [(each, voice.say(WORDS[f"devices.{each}"])) for each in _KNOWN])
        self.offer("under", [(each, voice.say(name)) for each, name in institutions().items()], empty=False)

    def clean_ref(self) -> str:
        ref: str = self.cleaned_data["ref"]
        if not _ID.match(ref):
            raise forms.ValidationError("", code="devices.bad_ref")
        return ref

    def clean_keys(self) -> tuple[str, ...]:
        keys = tuple(self.cleaned_data["keys"].split())
        if not all(map(_KEY.match, keys)):
            raise forms.ValidationError("", code="devices.bad_key")
        return keys

    def clean_known_as(self) -> tuple[str, ...]:
        """Kept as hashes alone: a serial number need not stand in the register."""
        said = filter(None, (each.strip() for each in self.cleaned_data["known_as"].splitlines()))
        return tuple(map(hashed, said))

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = self.cleaned_data
        if told.get("since") and told.get("retired_on") and told["retired_on"] < told["since"]:
            self.add_error("retired_on", forms.ValidationError("", code="devices.back_first"))
        return told

    @property
    def device(self) -> Device:
        told = self.cleaned_data
        return Device(
            self.fixed.id if self.fixed else told["ref"],
            told["kind"],
            told["label"] or None,
            told["holder"] or None,
            told["role"] or None,
            told["owned_by"] or None,
            _KNOWN.get(told["enrolled"]),
            _KNOWN.get(told["institution_apps"]),
            told["model"] or None,
            told["variant"] or None,
            **({"origin": self.fixed.origin} if self.fixed else {}),
            under=tuple(told["under"]),
            known_as=told["known_as"],
            keys=told["keys"],
            since=told["since"],
            retired_on=told["retired_on"],
        )


def recorded(device: Device, version: int) -> dict[str, object]:
    """What is recorded of ``device``, as the form begins with it."""
    said = {True: "yes", False: "no", None: ""}
    plain = ("label", "holder", "role", "owned_by", "model", "variant", "since", "retired_on")
    return {name: getattr(device, name) for name in plain} | {
        "version": version,
        "kind": device.class_,
        "enrolled": said[device.enrolled],
        "institution_apps": said[device.institution_apps],
        "under": list(device.under or ()),
        "known_as": "\n".join(device.known_as),
        "keys": "\n".join(device.keys),
    }


class OriginForm(_Spoken):
    """One fact of where a device comes from."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    fact = forms.ChoiceField()
    country = forms.CharField(max_length=2)
    source = forms.CharField(max_length=300)
    on = PastDay()
    confidence = forms.ChoiceField()

    def __init__(self, voice: Voice, facts: Sequence[tuple[str, Any]], *data: Any, **options: Any) -> None:
        super().__init__(voice, *data, **options)
        self.offer("fact", facts, empty=False)
        self.offer("confidence", [(each, each) for each in get_args(Confidence)], empty=False)

    def clean_country(self) -> str:
        country: str = self.cleaned_data["country"].upper()
        if not _COUNTRY.match(country) or country == "UK":
            raise forms.ValidationError("", code="devices.bad_country")
        return country

    @property
    def told(self) -> tuple[OriginName, Sourced]:
        said = self.cleaned_data
        name = next(each for each in ORIGINS if each == said["fact"])
        return name, Sourced(said["country"], said["source"], said["on"], said["confidence"])


class ExceptionForm(_Spoken):
    """Who lets a device do what a rule forbids, why, until when: an end is required."""

    rule = forms.ChoiceField()
    covers = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    reason = forms.CharField(max_length=2_000, widget=forms.Textarea(attrs=_AREA))
    scope = forms.CharField(max_length=300, required=False)
    asked_of = forms.CharField(max_length=200, required=False)
    approved_by = forms.CharField(max_length=200)
    approved_on = PastDay()
    starts = Day()
    until = Day()

    def __init__(self, voice: Voice, device: Device, rules: Rules, *data: Any, **options: Any) -> None:
        super().__init__(voice, *data, **options)
        self.of = device
        under = device.under or ()
        named = [rule for rule in rules.by_id.values() if rule.institution in under]
        self.offer("rule", [(rule.id, voice.say(rule.name)) for rule in named], empty=False)
        self.offer("covers", [(app.id, app.name) for app in catalogue.apps().values()], empty=False)

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = self.cleaned_data
        if told.get("starts") and told.get("until") and told["until"] < told["starts"]:
            self.add_error("until", forms.ValidationError("", code="devices.ends_first"))
        return told

    @property
    def told(self) -> Exempted:
        said = self.cleaned_data
        return Exempted(
            "",
            self.of.id,
            said["rule"],
            said["reason"],
            said["approved_by"],
            said["approved_on"],
            said["starts"],
            said["until"],
            tuple(said["covers"]),
            said["scope"] or None,
            said["asked_of"] or None,
        )


class IncidentForm(_Spoken):
    incident = forms.ChoiceField()
    on = PastDay()
    what = forms.CharField(max_length=2_000, widget=forms.Textarea(attrs=_AREA))

    def __init__(self, voice: Voice, device: Device, *data: Any, **options: Any) -> None:
        super().__init__(voice, *data, **options)
        self.of = device
        kinds = [(each, voice.say(names.INCIDENTS[each])) for each in get_args(IncidentKind)]
        self.offer("incident", kinds, empty=False)

    @property
    def told(self) -> Incident:
        said = self.cleaned_data
        return Incident("", self.of.id, said["on"], said["incident"], said["what"])


class _Several(forms.ClearableFileInput):
    allow_multiple_selected = True


class _Files(forms.FileField):
    """Any number of files, at least one."""

    widget = _Several

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        several = data if isinstance(data, list | tuple) else [data]
        return [super(_Files, self).clean(each, initial) for each in several or [None]]


class ProofsForm(_Spoken):
    """Files of proofs, and for a console's table what its columns are."""

    proofs = _Files()
    mapping = forms.CharField(max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 4}))

    def clean_mapping(self) -> Mapping | None:
        said: str = self.cleaned_data["mapping"]
        if not said.strip():
            return None
        try:
            return parse_mapping(said, str(self.fields["mapping"].label))
        except UsageError as problem:
            raise forms.ValidationError(problem.says.said_in(self.voice.language), code="devices.said") from None


def today() -> date:
    return timezone.localdate()
