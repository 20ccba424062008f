"""Inviting, joining, changing a role."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.db.models import QuerySet

from perenne.desk.people.models import Member, Person
from perenne.desk.people.permissions import roles
from perenne.desk.web.words import WORDS
from perenne.report.voice import Voice


def _roles(voice: Voice) -> list[tuple[str, str]]:
    return [(key, str(voice.say(role.name))) for key, role in roles().roles.items()]


class InviteForm(forms.Form):
    email = forms.EmailField(widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    roles = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)

    def __init__(self, voice: Voice, here: "QuerySet[Member]", *data: Any) -> None:
        super().__init__(*data)
        self._here = here
        self.fields["email"].label = voice.say(WORDS["people.email"])
        self.fields["roles"].label = voice.say(WORDS["people.role"])
        self.fields["roles"].choices = _roles(voice)  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if self._here.filter(person__email=email, ended=None).exists():
            raise forms.ValidationError("", code="member")
        return email


class RoleForm(forms.Form):
    roles = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)

    def __init__(self, voice: Voice, *data: Any) -> None:
        super().__init__(*data)
        self.fields["roles"].label = voice.say(WORDS["people.role"])
        self.fields["roles"].choices = _roles(voice)  # type: ignore[attr-defined]


class JoinForm(forms.Form):
    name = forms.CharField(max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))

    def __init__(self, voice: Voice, email: str, *data: Any) -> None:
        super().__init__(*data)
        self._email = email
        self.fields["name"].label = voice.say(WORDS["people.name"])
        self.fields["password"].label = voice.say(WORDS["join.password"])

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, Person(email=self._email, name=self.cleaned_data.get("name", "")))
        return password
