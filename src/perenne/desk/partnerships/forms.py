"""What people write of a partnership: its opening, what happened, a decision with its reason."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, get_args

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from perenne.desk.people.models import Brand
from perenne.desk.web.words import WORDS
from perenne.model.event import (
    YEARS,
    Creator,
    Decided,
    Given,
    Incident,
    Invoiced,
    Opened,
    Paid,
    Published,
    Renewed,
    Terms,
    Valued,
    What,
)
from perenne.model.money import LARGEST, Money
from perenne.model.post import Advertiser, Kind, Platform
from perenne.model.relation import DealKind
from perenne.partnerships.partnership import Agreement
from perenne.partnerships.partnership import Partnership as Folded
from perenne.report.book import names
from perenne.report.book.standing import agreement_name
from perenne.report.names import kind_name, platform_name
from perenne.report.voice import Voice

_DAY = {"type": "date"}


class _Spoken(forms.Form):
    """A form whose labels are words of ours: ``partnerships.field.<name>``."""

    def __init__(self, voice: Voice, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.voice = voice
        for name, field in self.fields.items():
            if not field.widget.is_hidden:
                field.label = voice.say(WORDS[f"partnerships.field.{name}"])

    def choose(self, name: str, choices: Iterable[tuple[str, str]], *, none: str | None = None) -> None:
        empty = [("", str(self.voice.say(WORDS[none])))] if none else []
        self.fields[name].choices = [*empty, *choices]  # type: ignore[attr-defined]


def _amount(*, required: bool = True) -> forms.DecimalField:
    return forms.DecimalField(min_value=0, max_value=LARGEST - 1, decimal_places=2, required=required)


def _words(most: int, *, required: bool = False, rows: int = 0) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(max_length=most, required=required, widget=widget)


class _Day(forms.DateField):
    """A day of a year in which partnerships are."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"), **options)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if isinstance(value, date) and value.year not in YEARS:
            raise forms.ValidationError("", code="invalid")


class OpenForm(_Spoken):
    """Two parties who know each other."""

    handle = _words(100, required=True)
    name = _words(120)
    brand = forms.ModelChoiceField(Brand.objects.none(), required=False)
    advertiser = _words(120)
    since = _Day()

    def __init__(self, voice: Voice, brands: "QuerySet[Brand]", *data: Any, limited: bool) -> None:
        super().__init__(voice, *data)
        brand = self.fields["brand"]
        brand.queryset, brand.required = brands, limited  # type: ignore[attr-defined]
        brand.empty_label = None if limited else voice.say(WORDS["partnerships.no_brand"])  # type: ignore[attr-defined]
        if limited:
            del self.fields["advertiser"]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = self.cleaned_data
        if not told.get("brand") and not told.get("advertiser") and "advertiser" in self.fields:
            self.add_error("advertiser", forms.ValidationError("", code="required"))
        return told

    def opened(self, kept_by: str) -> Opened:
        brand: Brand | None = self.cleaned_data["brand"]
        name = brand.name if brand else self.cleaned_data["advertiser"]
        handles = tuple(brand.handles) if brand else ()
        return Opened(
            creator=Creator(handle=self.cleaned_data["handle"], name=self.cleaned_data["name"] or None),
            advertiser=Advertiser(name=name, handles=handles),
            kept_by=kept_by,
        )


class WriteForm(_Spoken):
    """One thing that happened; each kind asks for what its event needs."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    on = _Day()
    note = _words(500)

    def __init__(self, voice: Voice, folded: Folded, data: Any = None, **options: Any) -> None:
        super().__init__(voice, data, **options)
        if "agreement" in self.fields:
            told = [(each.id, agreement_name(each)) for each in folded.agreements]
            self.choose("agreement", told, none="partnerships.no_agreement")
        self.prepare(folded)
        self.order_fields([*(name for name in self.fields if name != "note"), "note"])

    def prepare(self, folded: Folded) -> None:
        """Fill in what may be chosen."""

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError(str(self.voice.say(WORDS["partnerships.future"])), code="said")
        return on

    def what(self) -> What:
        """The event that the filled form tells of."""
        raise NotImplementedError

    def said(self, name: str) -> str | None:
        return self.cleaned_data.get(name) or None

    def money(self, name: str) -> Money | None:
        amount: Decimal | None = self.cleaned_data.get(name)
        return None if amount is None else Money(amount)


_ASKED = {"": None, "yes": True, "no": False}


class GiftForm(WriteForm):
    form = forms.ChoiceField()
    value = _amount(required=False)
    what_given = _words(200)
    objective = _words(200)
    agreement = forms.ChoiceField(required=False)
    requested = forms.ChoiceField(required=False)

    def prepare(self, folded: Folded) -> None:
        said = self.voice.say
        self.choose("form", [(each, said(names.FORMS[each])) for each in get_args(DealKind)])
        told = [(each, said(WORDS[f"partnerships.{each}"])) for each in ("yes", "no")]
        self.choose("requested", told, none="partnerships.not_known")

    def what(self) -> What:
        return Given(
            form=self.cleaned_data["form"],
            value=self.money("value"),
            objective=self.said("objective"),
            agreement=self.said("agreement"),
            requested=_ASKED[self.cleaned_data["requested"]],
            what=self.said("what_given"),
        )


class ValueForm(WriteForm):
    """The value of something that nobody had valued."""

    gift = forms.ChoiceField()
    value = _amount()

    def prepare(self, folded: Folded) -> None:
        bare = [each for each in folded.given if each.what.value is None]
        self.choose(
            "gift",
            [
                (
                    each.event,
                    f"{self.voice.day(each.on)}, {each.what.what or self.voice.say(names.FORMS[each.what.form])}",
                )
                for each in bare
            ],
        )

    def what(self) -> What:
        return Valued(given=self.cleaned_data["gift"], value=Money(self.cleaned_data["value"]))


class DeliveryForm(WriteForm):
    """A post that went out."""

    platform = forms.ChoiceField()
    post_kind = forms.ChoiceField(required=False)
    post_id = _words(200, required=True)
    url = _words(500)
    deliverable = forms.ChoiceField(required=False)

    def prepare(self, folded: Folded) -> None:
        language = self.voice.language
        self.choose("platform", [(each, platform_name(each, language)) for each in get_args(Platform)])
        kinds = [(each, kind_name(each, language) or each) for each in get_args(Kind)]
        self.choose("post_kind", kinds, none="partnerships.not_known")
        promised = [
            (f"{number}:{place}", f"{agreement_name(each)}, {piece.id}")
            for number, each in enumerate(folded.agreements)
            for place, piece in enumerate(each.terms.deliverables)
        ]
        self.choose("deliverable", promised, none="partnerships.no_deliverable")
        self._folded = folded

    def what(self) -> What:
        agreement, deliverable = None, None
        if chosen := self.said("deliverable"):
            number, _, place = chosen.partition(":")
            of = self._folded.agreements[int(number)]
            agreement, deliverable = of.id, of.terms.deliverables[int(place)].id
        return Published(
            platform=self.cleaned_data["platform"],
            post_id=self.cleaned_data["post_id"],
            url=self.said("url"),
            form=self.said("post_kind"),  # type: ignore[arg-type]
            agreement=agreement,
            deliverable=deliverable,
        )


class InvoiceForm(WriteForm):
    invoice = _words(100, required=True)
    amount = _amount()
    due = _Day(required=False)
    agreement = forms.ChoiceField(required=False)

    def what(self) -> What:
        return Invoiced(
            invoice=self.cleaned_data["invoice"],
            amount=Money(self.cleaned_data["amount"]),
            due=self.cleaned_data["due"],
            agreement=self.said("agreement"),
        )


class PaymentForm(WriteForm):
    of_invoice = forms.ChoiceField()
    amount = _amount()

    def prepare(self, folded: Folded) -> None:
        self._billed = {each.invoiced.what.invoice: each for each in folded.invoices if each.open}
        told = [
            (name, f"{name}, {names.amount(Money(each.open, each.invoiced.what.amount.currency), self.voice)}")
            for name, each in self._billed.items()
        ]
        self.choose("of_invoice", told)

    def what(self) -> What:
        name = self.cleaned_data["of_invoice"]
        currency = self._billed[name].invoiced.what.amount.currency
        return Paid(invoice=name, amount=Money(self.cleaned_data["amount"], currency))


class NoteForm(WriteForm):
    """Something else that happened, in free words."""

    incident = _words(2_000, required=True, rows=3)

    def what(self) -> What:
        return Incident(what=self.cleaned_data["incident"])


KINDS: dict[str, type[WriteForm]] = {
    "given": GiftForm,
    "published": DeliveryForm,
    "invoiced": InvoiceForm,
    "paid": PaymentForm,
    "valued": ValueForm,
    "incident": NoteForm,
}
"""By kind of event, in the order in which they are offered."""
VERBS = ("continue", "adjust", "stop")
SPLITS = ("separate_objectives", "join_objectives")


class _Signed(_Spoken):
    """A decision: what, about what, why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    choice = forms.ChoiceField(widget=forms.RadioSelect)
    about = forms.ChoiceField()
    reason = _words(2_000, required=True, rows=3)

    @property
    def decided(self) -> Decided:
        return Decided(
            about=self.cleaned_data["about"], choice=self.cleaned_data["choice"], reason=self.cleaned_data["reason"]
        )


class RenewalForm(_Signed):
    """What becomes of an agreement; of one that goes on, which terms change, and until when the next one runs."""

    changed = _words(1_000, rows=2)
    until = _Day(required=False)

    def __init__(self, voice: Voice, agreements: Sequence[Agreement], data: Any = None, **options: Any) -> None:
        super().__init__(voice, data, **options)
        self._agreements = {each.id: each for each in agreements}
        self.choose("choice", [(each, voice.say(WORDS[f"partnerships.verb.{each}"])) for each in VERBS])
        self.choose("about", [(each.id, agreement_name(each)) for each in agreements])

    def clean(self) -> dict[str, Any]:
        """What is adjusted says how; the next agreement begins when this one ends, and ends later."""
        told: dict[str, Any] = self.cleaned_data
        until, agreement = told.get("until"), self._agreements.get(told.get("about", ""))
        if told.get("choice") == "adjust" and not told.get("changed"):
            self.add_error("changed", forms.ValidationError("", code="required"))
        if until is not None and agreement is not None:
            last = agreement.last_day
            if told.get("choice") == "stop" or last is None or until <= last:
                self.add_error("until", str(self.voice.say(WORDS["partnerships.after_the_end"])))
        return told

    @property
    def follows(self) -> Renewed | None:
        """The agreement that comes next, as far as it is known: its writing, fee and pieces are for a contract."""
        until, before = self.cleaned_data["until"], self._agreements[self.cleaned_data["about"]]
        if until is None or before.last_day is None:
            return None
        begins = before.last_day + timedelta(days=1)
        terms = before.terms
        return Renewed(
            after=before.id,
            agreement=self._free(f"{before.id}-{begins.year}"),
            terms=Terms(
                title=terms.title and f"{terms.title} ({begins.year})",
                objective=terms.objective,
                from_=begins,
                to=until,
                notice_days=terms.notice_days,
                tacit=terms.tacit,
                payment_days=terms.payment_days,
                codes=terms.codes,
            ),
        )

    def _free(self, name: str) -> str:
        taken, number = name, 1
        while taken in self._agreements:
            number += 1
            taken = f"{name}-{number}"
        return taken


class ObjectiveForm(_Signed):
    """Whether an objective counts by itself: a person's decision, with its reason."""

    def __init__(self, voice: Voice, objectives: Sequence[str], data: Any = None, **options: Any) -> None:
        super().__init__(voice, data, **options)
        self.choose("choice", [(each, voice.say(names.CHOICES[each])) for each in SPLITS])  # type: ignore[index]
        self.choose("about", [(each, each) for each in objectives])
