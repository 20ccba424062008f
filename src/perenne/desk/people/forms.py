"""Inviting, joining, changing a role, keeping a brand, choosing a password, asking somebody who may."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.db.models import QuerySet

from perenne.desk.people.models import Brand, Member, Person
from perenne.desk.people.permissions import roles
from perenne.desk.web.words import WORDS
from perenne.report.voice import Voice

_BETWEEN = re.compile(r"[\s,;]+")
_NEW_PASSWORD = {"autocomplete": "new-password"}


def _roles(voice: Voice) -> list[tuple[str, str]]:
    return [(key, str(voice.say(role.name))) for key, role in roles().roles.items()]


class RoleForm(forms.Form):
    """``open_brands``: those that a role may be limited to."""

    roles = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    brands = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(self, voice: Voice, open_brands: Iterable[Brand], *data: Any, **more: Any) -> None:
        super().__init__(*data, **more)
        self._brands = {str(each.pk): each for each in open_brands}
        for name in ("roles", "brands"):
            self.fields[name].label = voice.say(WORDS[f"people.form.{name}"])
        self.fields["roles"].choices = _roles(voice)  # type: ignore[attr-defined]
        self.fields["brands"].choices = [(pk, each.name) for pk, each in self._brands.items()]  # type: ignore[attr-defined]

    def clean_brands(self) -> list[Brand]:
        return [self._brands[pk] for pk in self.cleaned_data["brands"]]


class InviteForm(RoleForm):
    email = forms.EmailField(widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    field_order = ("email", "roles", "brands")

    def __init__(
        self, voice: Voice, here: "QuerySet[Member]", open_brands: Iterable[Brand], *data: Any, **more: Any
    ) -> None:
        super().__init__(voice, open_brands, *data, **more)
        self._here = here
        self.fields["email"].label = voice.say(WORDS["people.email"])

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if self._here.filter(person__email=email, ended=None).exists():
            raise forms.ValidationError("", code="member")
        return email


class BrandForm(forms.Form):
    name = forms.CharField(max_length=120)
    handles = forms.CharField(required=False, max_length=2_000)

    def __init__(self, voice: Voice, others: "QuerySet[Brand]", *data: Any, **more: Any) -> None:
        super().__init__(*data, **more)
        self._others, self._taken = others, str(voice.say(WORDS["brands.taken"]))
        for name in ("name", "handles"):
            self.fields[name].label = voice.say(WORDS[f"brands.{name}"])

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if self._others.filter(name__iexact=name).exists():
            raise forms.ValidationError(self._taken, code="taken")
        return name

    def clean_handles(self) -> list[str]:
        written = (each.lstrip("@") for each in _BETWEEN.split(self.cleaned_data["handles"]))
        return list(dict.fromkeys(filter(None, written)))


class PasswordForm(forms.Form):
    """A new password of ``person``."""

    password = forms.CharField(strip=False, widget=forms.PasswordInput(attrs=_NEW_PASSWORD))

    def __init__(self, voice: Voice, person: Person, *data: Any) -> None:
        super().__init__(*data)
        self._person = person
        self.fields["password"].label = voice.say(WORDS["join.password"])

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, Person(email=self._person.email, name=self._name()))
        return password

    def _name(self) -> str:
        return self._person.name


class NameForm(forms.Form):
    name = forms.CharField(max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))

    def __init__(self, voice: Voice, *data: Any, **more: Any) -> None:
        super().__init__(*data, **more)
        self.fields["name"].label = voice.say(WORDS["people.name"])


class JoinForm(PasswordForm):
    name = forms.CharField(max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    field_order = ("name", "password")

    def __init__(self, voice: Voice, email: str, *data: Any) -> None:
        super().__init__(voice, Person(email=email), *data)
        self.fields["name"].label = voice.say(WORDS["people.name"])

    def _name(self) -> str:
        return str(self.cleaned_data.get("name", ""))


class AskForm(forms.Form):
    """``able``: the members who may."""

    to = forms.ChoiceField(widget=forms.RadioSelect)
    note = forms.CharField(required=False, max_length=300)

    def __init__(self, voice: Voice, able: Iterable[Member], *data: Any) -> None:
        super().__init__(*data)
        self._able = {str(each.pk): each for each in able}
        self.fields["to"].label = voice.say(WORDS["why.ask"])
        self.fields["note"].label = voice.say(WORDS["why.note"])
        self.fields["to"].choices = [(pk, each.person.name) for pk, each in self._able.items()]  # type: ignore[attr-defined]
        if len(self._able) == 1:
            self.fields["to"].initial = next(iter(self._able))

    def clean_to(self) -> Member:
        return self._able[self.cleaned_data["to"]]
