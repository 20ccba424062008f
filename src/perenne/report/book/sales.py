"""Orders that bear a code of the creator’s: a trace, not an effect."""

from collections.abc import Iterator
from dataclasses import dataclass

from perenne.model.bilingual import Bilingual
from perenne.partnerships.partnership import Partnership
from perenne.partnerships.sales.sale import Sale
from perenne.partnerships.sales.sums import CodeSum, sums
from perenne.report.book import money
from perenne.report.post_view import NAME
from perenne.report.visible import clipped
from perenne.report.voice import Counted, Said, Voice

_ORDERS = Counted(Bilingual(fr="{n} commande", en="{n} order"), Bilingual(fr="{n} commandes", en="{n} orders"))
_BESIDE: dict[str, Counted] = {
    "unvalued": Counted(
        Bilingual(fr="dont {n} sans montant connu", en="{n} of them without a known amount"),
        Bilingual(fr="dont {n} sans montant connu", en="{n} of them without a known amount"),
    ),
    "pending": Counted(
        Bilingual(fr="{n} en attente, à part", en="{n} pending, beside"),
        Bilingual(fr="{n} en attente, à part", en="{n} pending, beside"),
    ),
    "declined": Counted(
        Bilingual(fr="{n} refusée, à part", en="{n} declined, beside"),
        Bilingual(fr="{n} refusées, à part", en="{n} declined, beside"),
    ),
    "refunded": Counted(
        Bilingual(fr="{n} remboursée, à part", en="{n} paid back, beside"),
        Bilingual(fr="{n} remboursées, à part", en="{n} paid back, beside"),
    ),
}


@dataclass(frozen=True, slots=True)
class CodeRow:
    code: str
    orders: Said
    net: str
    beside: tuple[Said, ...]


def by_code(partnership: Partnership, voice: Voice) -> tuple[CodeRow, ...]:
    """Nothing where the book holds no order: a code that nobody counted is not a code that sold nothing."""
    if not partnership.sales:
        return ()
    told = [
        Sale(
            each.what.order,
            each.what.channel,
            each.on,
            each.what.code.upper(),
            each.what.net,
            each.what.refunded,
            each.what.state,
        )
        for each in partnership.sales
    ]
    return tuple(_row(each, voice) for each in sums(told, [partnership]).by_code)


def _row(each: CodeSum, voice: Voice) -> CodeRow:
    net = ", ".join(money.of_currency(total.amount, total.currency, voice) for total in each.net)
    return CodeRow(clipped(each.code, NAME), voice.figures(_ORDERS, each.orders), net, tuple(_beside(each, voice)))


def _beside(each: CodeSum, voice: Voice) -> Iterator[Said]:
    for name, sentence in _BESIDE.items():
        count: int = getattr(each, name)
        if count:
            yield voice.figures(sentence, count)
