"""What of the journal is asked for."""

import re
from typing import Any

from django import forms

from perenne.desk.journal.sentences import SENTENCES
from perenne.desk.web.forms import Day
from perenne.desk.web.words import WORDS
from perenne.model.bilingual import Bilingual
from perenne.report.voice import Voice

_LARGEST = 2**62
_TAKES_PART = re.compile(r"\{\w+\}")


class FilterForm(forms.Form):
    """``before`` and ``after``: the number of the act at which the page begins."""

    who = forms.CharField(required=False, max_length=120)
    verb = forms.ChoiceField(required=False)
    thing = forms.CharField(required=False, max_length=80)
    since = Day(required=False)
    until = Day(required=False)
    before = forms.IntegerField(required=False, min_value=0, max_value=_LARGEST)
    after = forms.IntegerField(required=False, min_value=0, max_value=_LARGEST)

    def __init__(self, voice: Voice, *data: Any) -> None:
        super().__init__(*data)
        for name in self.shown:
            self.fields[name].label = voice.say(WORDS[f"journal.{name}"])
        acts = sorted((str(voice.say(_bare(verb))), verb) for verb in SENTENCES)
        every = ("", str(voice.say(WORDS["journal.every"])))
        self.fields["verb"].choices = [every, *((verb, said) for said, verb in acts)]  # type: ignore[attr-defined]

    shown = ("who", "verb", "thing", "since", "until")


def _bare(verb: str) -> Bilingual:
    """An act's sentence without those who take part: what the filter calls it."""
    told = SENTENCES[verb]
    return Bilingual(fr=_TAKES_PART.sub("…", told.fr), en=_TAKES_PART.sub("…", told.en))
