"""What a person drops, and what they say of it: the columns of a table, what a file is, a line put right."""

from collections.abc import Mapping
from typing import Any, get_args

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from perenne.desk.imports.models import File, Refused
from perenne.desk.imports.tables import PARTNERSHIPS, POSTS
from perenne.desk.people.models import Brand
from perenne.desk.web.words import WORDS
from perenne.model.post import Platform
from perenne.partnerships.importing.plan import words
from perenne.readers.fields import POST_FIELDS
from perenne.report.voice import Said, Voice

KINDS = (POSTS, PARTNERSHIPS)
SHOWN = 200
"""How many columns are asked of; those behind stay as they were taken."""
_STAYS = {POSTS: ("extra", "drop"), PARTNERSHIPS: ("drop",)}
OPTIONS = {"date_order": ("dmy", "mdy", "ymd"), "decimal": (",", "."), "vat": ("excl", "incl")}
_PLATFORMS = get_args(Platform)
_UNKNOWN = "unknown"
"""Chosen by whoever does not know: the question stays open."""


def becomes(voice: Voice, kind: str, target: str) -> Said:
    """What a column becomes, in words."""
    named = target if target in {"extra", "drop"} else f"{kind}.{target}"
    return voice.say(WORDS[f"imports.becomes.{named}"])


class _Several(forms.ClearableFileInput):
    allow_multiple_selected = True


class _Files(forms.FileField):
    """Any number of files, at least one."""

    widget = _Several

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        several = data if isinstance(data, list | tuple) else [data]
        return [super(_Files, self).clean(each, initial) for each in several or [None]]


class DropForm(forms.Form):
    """``brand``: whose posts these are, where the files do not say it; a role that is limited to some names one."""

    dropped = _Files(allow_empty_file=True)
    brand = forms.ModelChoiceField(Brand.objects.none(), required=False)

    def __init__(self, voice: Voice, brands: "QuerySet[Brand]", *data: Any, limited: bool) -> None:
        super().__init__(*data)
        self.fields["dropped"].label = voice.say(WORDS["imports.drop"])
        named = self.fields["brand"]
        named.label, named.required = voice.say(WORDS["imports.brand"]), limited
        named.queryset = brands  # type: ignore[attr-defined]
        named.empty_label = None if limited else voice.say(WORDS["imports.any_brand"])  # type: ignore[attr-defined]


class KindForm(forms.Form):
    """What a table holds: posts, or partnerships."""

    kind = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, voice: Voice, *data: Any, **options: Any) -> None:
        super().__init__(*data, **options)
        self.fields["kind"].label = voice.say(WORDS["imports.kind"])
        choices = [(each, voice.say(WORDS[f"imports.kind.{each}"])) for each in KINDS]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]


class ColumnsForm(forms.Form):
    """What each column of a table becomes, and the questions that its cells leave open."""

    def __init__(self, voice: Voice, file: File, *data: Any) -> None:
        super().__init__(*data)
        self._seen: dict[str, Any] = file.seen or {}
        self._kind = file.kind
        self._said: dict[str, Any] = file.said or {}
        self.columns = self._seen.get("columns", [])[:SHOWN]
        targets = [(each, becomes(voice, file.kind, each)) for each in (*_STAYS[file.kind], *_fields(file.kind))]
        for place, column in enumerate(self.columns):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                choices=targets, required=False, label=column["header"], initial=self._target(column)
            )
        for name in self.asked():
            self.fields[name] = self._question(name, voice)

    def _question(self, name: str, voice: Voice) -> forms.ChoiceField:
        choices = [
            (each, voice.say(WORDS[f"imports.{name}.{each}"]))
            for each in (_PLATFORMS if name == "platform" else OPTIONS[name])
        ]
        return forms.ChoiceField(
            choices=[*choices, (_UNKNOWN, voice.say(WORDS["imports.do_not_know"]))],
            required=False,
            label=voice.say(WORDS[f"imports.ask.{name}"]),
            initial=self._said.get("options", {}).get(name, _UNKNOWN if name == "platform" else None),
            widget=forms.Select if name == "platform" else forms.RadioSelect,
        )

    def asked(self) -> list[str]:
        """The questions: those that are open, and those that were answered before."""
        before = self._said.get("options", {})
        return [name for name in (*OPTIONS, "platform") if name in self._seen.get("asks", ()) or name in before]

    def _target(self, column: Mapping[str, Any]) -> str:
        stays = _STAYS[self._kind][0]
        stated = self._said.get("columns", {}).get(column["header"])
        return stated or column["field"] or ("drop" if column["read_as"] in {"private", "dropped"} else stays)

    def said(self) -> dict[str, str]:
        """Header → target, of what a person chose; a column whose header is empty cannot be named."""
        chosen = (
            (column["header"], self.cleaned_data[f"column_{place}"]) for place, column in enumerate(self.columns)
        )
        return {header: target for header, target in chosen if header and target}

    def options(self) -> dict[str, str]:
        kept = {name: value for name, value in self._said.get("options", {}).items() if name not in self.fields}
        told = {name: self.cleaned_data.get(name) for name in self.asked()}
        return kept | {name: value for name, value in told.items() if value and value != _UNKNOWN}


def _fields(kind: str) -> list[str]:
    """What a column may become; their names in words are told apart by the kind."""
    return list(POST_FIELDS if kind == POSTS else words().fields)


class ToldForm(forms.Form):
    """What a file is that nothing recognises."""

    told = forms.CharField(max_length=500)

    def __init__(self, voice: Voice, *data: Any, **options: Any) -> None:
        super().__init__(*data, **options)
        self.fields["told"].label = voice.say(WORDS["imports.told"])


class RowForm(forms.Form):
    """A refused row of a table, cell by cell, as it is written."""

    def __init__(self, refused: Refused, *data: Any) -> None:
        super().__init__(*data)
        cells = refused.cells or {}
        headers = [each["header"] for each in (refused.source.seen or {})["columns"]] if refused.source else []
        self._headers = [header for header in headers if header in cells][:SHOWN]
        self._headers.sort(key=lambda header: header != refused.column)
        for place, header in enumerate(self._headers):
            self.fields[f"cell_{place}"] = forms.CharField(
                label=header, required=False, max_length=5_000, strip=False, initial=cells[header]
            )

    def cells(self) -> dict[str, str]:
        return {header: self.cleaned_data[f"cell_{place}"] for place, header in enumerate(self._headers)}
