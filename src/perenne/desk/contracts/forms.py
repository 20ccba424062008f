"""What a person drops and records of a contract, and the review that they sign."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from perenne.contracts.reading.limits import MAX_BYTES, MIB
from perenne.desk.contracts.actions import Choice, Facts
from perenne.desk.contracts.models import Contract, Review
from perenne.desk.people.models import Brand
from perenne.desk.web.forms import Day
from perenne.desk.web.words import WORDS
from perenne.report.voice import Voice

_SPACES = str.maketrans("", "", " \u00a0\u202f€")
_LONGEST_NOTICE = 3_660
_KNOWN = ("", "yes", "no")


class _Amount(forms.DecimalField):
    """Euros as people write them; ``1,400`` has three decimals and is refused, never guessed."""

    def __init__(self) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        super().__init__(required=False, min_value=0, max_digits=12, decimal_places=2, widget=widget)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # as Django’s own does
        return super().to_python(str(value or "").translate(_SPACES).replace(",", "."))


class _OfBrand(forms.Form):
    """``brand``: whose contract it is; a role that is limited to some brands names one."""

    brand = forms.ModelChoiceField(Brand.objects.none(), required=False)
    creator = forms.CharField(max_length=200, required=False)
    partnership = forms.CharField(max_length=40, required=False)

    def __init__(self, voice: Voice, brands: "QuerySet[Brand]", *data: Any, limited: bool, **options: Any) -> None:
        super().__init__(*data, **options)
        self._voice = voice
        for name, field in self.fields.items():
            field.label = voice.say(WORDS[f"contracts.{name}"])
        named = self.fields["brand"]
        named.required = limited
        named.queryset = brands  # type: ignore[attr-defined]
        named.empty_label = None if limited else voice.say(WORDS["contracts.no_brand"])  # type: ignore[attr-defined]

    def says(self, key: str, **values: object) -> forms.ValidationError:
        return forms.ValidationError(str(self._voice.say(WORDS[key], **values)), code="said")


class _Document(forms.FileField):
    def __init__(self) -> None:
        super().__init__(widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.odt,.txt"}))


def _check(form: Any, voice: Voice) -> UploadedFile[Any]:
    document: UploadedFile[Any] = form.cleaned_data["document"]
    if (document.size or 0) > MAX_BYTES:
        said = voice.say(WORDS["contracts.too_big"], mib=MAX_BYTES // MIB)
        raise forms.ValidationError(str(said), code="said")
    return document


class NewForm(_OfBrand):
    """A contract's first document."""

    document = _Document()
    field_order = ("document",)

    def clean_document(self) -> UploadedFile[Any]:
        return _check(self, self._voice)

    @property
    def facts(self) -> Facts:
        told = self.cleaned_data
        return Facts(creator=told["creator"], partnership=told["partnership"])


class VersionForm(forms.Form):
    """A further version of the document."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    document = _Document()

    def __init__(self, voice: Voice, *data: Any, **options: Any) -> None:
        super().__init__(*data, **options)
        self._voice = voice
        self.fields["document"].label = voice.say(WORDS["contracts.document"])

    def clean_document(self) -> UploadedFile[Any]:
        return _check(self, self._voice)


class FactsForm(_OfBrand):
    """What is known beside the document."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    objective = forms.CharField(max_length=400, required=False)
    money = _Amount()
    in_kind = _Amount()
    starts = Day(required=False)
    ends = Day(required=False)
    notice_days = forms.IntegerField(required=False, min_value=0, max_value=_LONGEST_NOTICE)
    signed_on = Day(required=False)
    french_public = forms.ChoiceField(required=False)

    def __init__(self, voice: Voice, brands: "QuerySet[Brand]", *data: Any, limited: bool, **options: Any) -> None:
        super().__init__(voice, brands, *data, limited=limited, **options)
        self.fields["french_public"].choices = [  # type: ignore[attr-defined]
            (each, voice.say(WORDS[f"contracts.known.{each or 'unknown'}"])) for each in _KNOWN
        ]

    def clean(self) -> dict[str, object]:
        told: dict[str, Any] = self.cleaned_data
        if told.get("starts") and told.get("ends") and told["ends"] < told["starts"]:
            self.add_error("ends", self.says("contracts.ends_first"))
        return told

    @property
    def facts(self) -> Facts:
        told = {name: self.cleaned_data[name] for name in Facts.__slots__}
        return Facts(**{**told, "french_public": {"yes": True, "no": False}.get(told["french_public"])})


def recorded(contract: Contract) -> dict[str, object]:
    """What is recorded of ``contract``, as the form begins with it."""
    public = "" if contract.french_public is None else "yes" if contract.french_public else "no"
    told = {name: getattr(contract, name) for name in Facts.__slots__}
    return {**told, "french_public": public, "brand": contract.brand_id, "version": contract.version}


class ReviewForm(forms.Form):
    """What a person decides after reading, and why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(widget=forms.RadioSelect)
    reason = forms.CharField(max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, voice: Voice, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        for name, label in (("kind", "contracts.review.what"), ("reason", "contracts.review.reason")):
            self.fields[name].label = voice.say(WORDS[label])
        kinds = [(kind, voice.say(WORDS[f"contracts.review.{kind}"])) for kind, _ in Review.KINDS]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]

    @property
    def choice(self) -> Choice:
        return Choice(self.cleaned_data["kind"], self.cleaned_data["reason"])


class WithdrawForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(max_length=2_000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, voice: Voice, data: Any = None, **options: Any) -> None:
        super().__init__(data, auto_id="id_withdraw_%s", **options)
        self.fields["reason"].label = voice.say(WORDS["contracts.withdraw.reason"])


class SeenForm(forms.Form):
    """Only which state of the contract was on the page."""

    version = forms.IntegerField(widget=forms.HiddenInput)
