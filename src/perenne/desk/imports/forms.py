"""The files that a person drops."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

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
    dropped = _Files(allow_empty_file=True)

    def __init__(self, voice: Voice, *data: Any) -> None:
        super().__init__(*data)
        self.fields["dropped"].label = voice.say(WORDS["imports.drop"])
