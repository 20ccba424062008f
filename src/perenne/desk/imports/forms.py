"""The files that a person drops."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from perenne.desk.people.models import Brand
from perenne.desk.web.words import WORDS
from perenne.report.voice import Voice


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
