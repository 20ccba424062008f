"""What people write of a creator: that accounts are one person, a fact, the ground on which data are kept."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, get_args

from django import forms

from perenne.desk.creators.actions import Ground
from perenne.desk.creators.kinds import Kind, kinds
from perenne.desk.creators.models import Account
from perenne.desk.web.forms import Day, PastDay
from perenne.desk.web.words import WORDS
from perenne.model.post import Platform
from perenne.report import names
from perenne.report.voice import Voice

_REASON = 2_000


_YES, _NO = frozenset({"oui", "yes"}), frozenset({"non", "no"})


def _count(said: str) -> object:
    digits = re.sub(r"[\s\u00a0\u202f]", "", said)
    return int(digits) if re.fullmatch(r"\d{1,13}", digits, re.ASCII) else None


def _yes_no(said: str) -> object:
    word = said.casefold()
    return True if word in _YES else False if word in _NO else None


def _year(said: str) -> object:
    return int(said) if re.fullmatch(r"(19|20)\d\d", said, re.ASCII) else None


def _country(said: str) -> object:
    return said.upper() if re.fullmatch(r"[A-Za-z]{2}", said, re.ASCII) and said.upper() != "UK" else None


def _day(said: str) -> object:
    try:
        return date.fromisoformat(said).isoformat()
    except ValueError:
        return None


_READ: dict[Kind, Callable[[str], object]] = {
    "count": _count,
    "yes_no": _yes_no,
    "year": _year,
    "country": _country,
    "day": _day,
    "text": lambda said: said,
    "names": lambda said: [each.strip() for each in said.split(",") if each.strip()] or None,
}
"""How a value is read that a person types; a kind that is not here cannot be typed."""


class JoinForm(forms.Form):
    """Which other account is the same person's, and why."""

    platform = forms.ChoiceField()
    account = forms.CharField(max_length=200)
    reason = forms.CharField(max_length=_REASON, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, voice: Voice, find: Callable[[str, str], Account | None], data: Any = None) -> None:
        super().__init__(data, prefix="join")
        self._find = find
        self.other: Account | None = None
        for name, key in (
            ("platform", "creators.join_platform"),
            ("account", "creators.join_account"),
            ("reason", "creators.reason"),
        ):
            self.fields[name].label = voice.say(WORDS[key])
        self.fields["platform"].choices = [  # type: ignore[attr-defined]
            (each, names.platform_name(each, voice.language)) for each in get_args(Platform)
        ]

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if told.get("platform") and told.get("account"):
            self.other = self._find(told["platform"], told["account"])
            if self.other is None:
                self.add_error("account", forms.ValidationError("", code="creators.no_such"))
        return told


class PartForm(forms.Form):
    """Why an account is somebody else's, after all."""

    account = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(max_length=_REASON, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, voice: Voice, account: Account, data: Any = None) -> None:
        super().__init__(data, prefix=f"part{account.pk}", initial={"account": account.pk})
        self.fields["reason"].label = voice.say(WORDS["creators.reason"])


class DeclareForm(forms.Form):
    """A fact that a member states."""

    account = forms.TypedChoiceField(coerce=int)
    name = forms.ChoiceField()
    value = forms.CharField(max_length=240)
    observed = PastDay()

    def __init__(self, voice: Voice, accounts: Sequence[Account], today: date, data: Any = None) -> None:
        super().__init__(data, prefix="declare", initial={"observed": today})
        self._hint = str(voice.say(WORDS["creators.declare_hint"]))
        for name, key in (
            ("account", "creators.declare_account"),
            ("name", "creators.declare_what"),
            ("value", "creators.declare_value"),
            ("observed", "creators.declare_day"),
        ):
            self.fields[name].label = voice.say(WORDS[key])
        self.fields["account"].choices = [  # type: ignore[attr-defined]
            (each.pk, f"{each.name} ({names.platform_name(each.platform, voice.language)})") for each in accounts
        ]
        self.fields["name"].choices = [  # type: ignore[attr-defined]
            (name, str(voice.say(each.called))) for name, each in kinds().facts.items() if each.kind in _READ
        ]

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if told.get("name") and told.get("value"):
            told["read"] = _READ[kinds().facts[told["name"]].kind](told["value"].strip())
            if told["read"] is None:
                self.add_error("value", forms.ValidationError(self._hint, code="creators.bad_value"))
        return told


class KeepForm(forms.Form):
    """The ground on which a person's data are kept."""

    basis = forms.ChoiceField(widget=forms.RadioSelect)
    told_on = Day(required=False)
    objected_on = Day(required=False)
    until = Day(required=False)
    note = forms.CharField(required=False, max_length=_REASON, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, voice: Voice, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, prefix="keep", initial=initial)
        for name in self.fields:
            self.fields[name].label = voice.say(WORDS[f"creators.{name}"])
        self.fields["basis"].choices = [  # type: ignore[attr-defined]
            (key, str(voice.say(each))) for key, each in kinds().bases.items()
        ]

    @property
    def ground(self) -> Ground:
        return Ground(**self.cleaned_data)
