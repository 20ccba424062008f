"""Which post comes first, and under which creator and brand it stands."""

from perenne.model.post import Account, Advertiser, Deal, Labels
from perenne.report.judged import Pair, by_pair, pair
from tests.report import invented


def test_the_worst_comes_first_then_the_newest_and_the_undated_last() -> None:
    judged = invented.outcome().digest.first
    assert [each.severity for each in judged] == sorted(each.severity for each in judged)
    waiting = [each.post.published_at for each in judged if each.verdict == "needs_human"]
    assert waiting == [*sorted((day for day in waiting if day), reverse=True), None]


def test_a_post_bears_its_worst_finding_first() -> None:
    (worst, *_) = invented.outcome().digest.first
    assert [each.verdict for each in worst.findings] == ["prohibited", "needs_human"]


def test_the_brand_is_the_advertiser_else_the_sponsors_of_the_label() -> None:
    known = invented.post(1, "x", None, "Maison Lune", labels=Labels(sponsors=("maisonlune",)))
    tagged = invented.post(1, "x", None, labels=Labels(sponsors=("maisonlune", "@ordiclair")))
    by_handle = invented.post(1, "x", None, deal=Deal(advertiser=Advertiser(handles=("peaudouce",))))
    assert pair(known) == Pair("@ines.enmouvement", "Maison Lune")
    assert pair(tagged).brand == "@maisonlune, @ordiclair"
    assert pair(by_handle).brand == "@peaudouce"
    assert pair(invented.post(1, "x", None)).brand is None


def test_the_creator_is_the_handle_else_the_name_else_the_id_else_unknown() -> None:
    accounts = (Account(handle="@lina"), Account(name="Lina M."), Account(id="77"), Account())
    assert [pair(invented.post(1, "x", None, account=each)).creator for each in accounts] == [
        "@lina",
        "Lina M.",
        "77",
        None,
    ]


def test_capitals_make_no_other_creator() -> None:
    made: list[invented.Case] = [
        (invented.post(n, "x", None, "Maison Lune", account=Account(handle=handle)), ())
        for n, handle in enumerate(("Lina", "lina", "noemie"))
    ]
    assert [len(posts) for _, posts in by_pair(invented.outcome(made).digest.first)] == [2, 1]
