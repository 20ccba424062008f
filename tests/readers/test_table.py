import csv
import io
import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.model import wire
from perenne.model.errors import UnreadableFile
from perenne.model.post import Deal, Labels, Post, Stats, TimedText
from perenne.model.reject import Reject
from perenne.readers import table
from perenne.readers.columns import Column
from perenne.readers.delimited import Row
from perenne.readers.mapping import Mapping, Options, parse_mapping, write_mapping
from perenne.readers.reading import Item, Origin, Other, Sensitive
from tests.readers.workbooks import Value, workbook

ORIGIN = Origin("publications.csv", "c0ffee" + "0" * 58)
TIKTOK = "https://www.tiktok.com/@lina.m/video/7300000000000000001"


def csv_of(*rows: Sequence[str], delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def read(content: bytes, mapping: str | None = None) -> list[Item]:
    return list(table.read(io.BytesIO(content), ORIGIN, parse_mapping(mapping, "m.toml") if mapping else None))


def post_of(content: bytes, mapping: str | None = None) -> Post:
    (post,) = (item for item in read(content, mapping) if not isinstance(item, Sensitive))
    assert isinstance(post, Post), post
    return post


def reject_of(content: bytes, mapping: str | None = None) -> Reject:
    (reject,) = (item for item in read(content, mapping) if not isinstance(item, Sensitive))
    assert isinstance(reject, Reject), reject
    return reject


def refusal(content: bytes, mapping: str | None = None) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        read(content, mapping)
    return caught.value


# A post


def test_an_agency_s_row_is_a_post_with_all_it_says() -> None:
    content = csv_of(
        ["Campagne d’automne 2026"],
        ["Compte", "Réseau", "Date de publication", "Heure", "Lien du post", "Légende", "Texte à l’écran",
         "Label plateforme", "Marque", "Compte de la marque", "Type de contrepartie", "Montant HT (€)",
         "Publication demandée", "Objectif", "Vues", "J’aime", "Musique"],
        ["@lina.m", "TikTok", "20/11/2026", "18h42", f"{TIKTOK}?lang=fr", "Merci @maisonlune\nbise ✨", "pub", "non",
         "Maison Lune", "@maisonlune", "argent, produit", "1 234,50 €", "oui", "bougies", "12,5 k", "Inconnu",
         "Valse"],
        encoding="utf-16",
    )  # fmt: skip
    post = post_of(content)
    assert json.loads(wire.encode(post)) == {
        "perenne": "post/1",
        "platform": "tiktok",
        "post_id": "7300000000000000001",
        "url": TIKTOK,
        "kind": "video",
        "published_at": "2026-11-20T18:42:00",
        "account": {"handle": "lina.m"},
        "text": "Merci @maisonlune\nbise ✨",
        "overlay": [{"text": "pub"}],
        "labels": {"paid_partnership": False},
        "deal": {
            "consideration": "yes",
            "forms": ["money", "product"],
            "value_eur": 1234.5,
            "requested": True,
            "objective": "bougies",
            "advertiser": {"name": "Maison Lune", "handles": ["maisonlune"]},
        },
        "stats": {"views": 12500},
        "extra": {"Musique": "Valse"},
        "source": {"file": ORIGIN.file, "sha256": ORIGIN.sha256, "line": 3, "reader": "table/1"},
    }


def test_an_empty_cell_is_not_recorded_and_proves_no_absence() -> None:
    post = post_of(
        csv_of(
            ["url", "texte", "texte surimposé", "label plateforme", "vues", "contrepartie", "titre"],
            [TIKTOK, "", "", "", "", "", "n/a"],
        )
    )
    assert (post.text, post.overlay, post.title) == (None, None, None)
    assert (post.labels, post.stats, post.deal) == (Labels(), Stats(), Deal())
    assert post.extra == {}


def test_a_caption_is_kept_as_it_was_published() -> None:
    caption = '  Deux espaces,\r\nun « guillemet » "droit" ; e\u0301\u00a0! =2+2 '
    assert post_of(csv_of(["url", "texte"], [TIKTOK, caption])).text == caption


def test_a_caption_that_a_spreadsheet_took_for_a_formula_is_lost_and_not_empty() -> None:
    assert post_of(csv_of(["url", "légende"], [TIKTOK, "#NOM?"])).text is None


def test_a_name_in_the_creator_s_column_is_no_handle() -> None:
    content = csv_of(["créatrice", "url", "texte"], ["Lina M.", "https://www.instagram.com/p/C8xk2aB/", "x"])
    assert (post_of(content).account.handle, post_of(content).account.name) == (None, "Lina M.")
    profile = csv_of(["profil", "plateforme", "texte"], ["https://www.instagram.com/lina.m/", "Insta", "x"])
    assert post_of(profile).account.handle == "lina.m"


@pytest.mark.parametrize(
    ("said", "platform"),
    [("Instagram", "instagram"), ("IG", "instagram"), ("Story Instagram", "instagram"), ("YouTube", "youtube"),
     ("X (Twitter)", "x"), ("tik tok", "tiktok")],
)  # fmt: skip
def test_the_platform_is_read_from_its_column(said: str, platform: str) -> None:
    assert post_of(csv_of(["plateforme", "texte"], [said, "x"])).platform == platform


@pytest.mark.parametrize("said", ["", "Insta + TikTok", "minitel"])
def test_a_row_without_a_platform_is_a_reject(said: str) -> None:
    reject = reject_of(csv_of(["plateforme", "texte"], [said, "x"]))
    assert (reject.line, reject.path) == (2, "platform")
    assert "x" not in reject.reason.fr.split()


def test_the_address_knows_better_than_the_column_on_which_platform_the_post_is() -> None:
    assert post_of(csv_of(["plateforme", "url"], ["Instagram", TIKTOK])).platform == "tiktok"
    short = csv_of(["plateforme", "url", "texte"], ["Instagram", "https://court.fr/x", "y"])
    assert (post_of(short).platform, post_of(short).url) == ("instagram", "https://court.fr/x")


def test_a_row_that_has_nothing_of_a_post_is_a_reject() -> None:
    reject = reject_of(
        csv_of(["compte", "plateforme", "url"], ["lina.m", "TikTok", "https://www.tiktok.com/@lina.m"])
    )
    assert "nothing of a post" in reject.reason.en


# Deals in the same row


@pytest.mark.parametrize(
    ("said", "value", "consideration", "forms"),
    [
        ("oui", "", "yes", ()),
        ("non", "", "no", ()),
        ("", "", "unknown", ()),
        ("produit", "", "yes", ("product",)),
        ("argent + voyage", "", "yes", ("money", "trip")),
        ("", "180", "yes", ()),
        ("", "0", "unknown", ()),
        ("non", "180", "unknown", ()),
    ],
)
def test_what_a_row_says_of_the_consideration(
    said: str, value: str, consideration: str, forms: tuple[str, ...]
) -> None:
    deal = post_of(csv_of(["url", "contrepartie", "montant ht"], [TIKTOK, said, value])).deal
    assert (deal.consideration, deal.forms) == (consideration, forms)


@pytest.mark.parametrize("value", ["1 200 € TTC", "$180.00", "-5", "environ 100"])
def test_an_amount_that_is_not_euros_excluding_vat_is_kept_aside(value: str) -> None:
    post = post_of(csv_of(["url", "montant ht"], [TIKTOK, value]))
    assert post.deal.value_eur is None
    assert post.deal.consideration == "unknown"
    assert post.extra == {"montant ht": value}


def test_a_bare_amount_is_taken_only_where_a_mapping_says_so() -> None:
    content = csv_of(["url", "Budget"], [TIKTOK, "180"])
    assert post_of(content).deal.value_eur is None
    assert post_of(content).extra == {"Budget": "180"}
    assert post_of(content, '[columns]\n"Budget" = "deal.value_eur"\n').deal.value_eur == 180.0


def test_a_brand_named_by_its_account_is_a_handle() -> None:
    advertiser = post_of(csv_of(["url", "marque"], [TIKTOK, "@maisonlune"])).deal.advertiser
    assert advertiser is not None
    assert (advertiser.name, advertiser.handles) == (None, ("maisonlune",))


# Cells that cannot be read


def test_a_cell_that_nothing_rests_on_stays_as_it_is() -> None:
    post = post_of(csv_of(["url", "vues", "durée", "label plateforme"], [TIKTOK, "beaucoup", "1 min", "bientôt"]))
    assert (post.stats.views, post.duration_s, post.labels.paid_partnership) == (None, None, None)
    assert post.extra == {"vues": "beaucoup", "durée": "1 min", "label plateforme": "bientôt"}


def test_a_date_that_cannot_be_read_is_a_reject_that_quotes_nothing() -> None:
    reject = reject_of(csv_of(["url", "date"], [TIKTOK, "le jour de Claraline"]))
    assert (reject.file, reject.line, reject.path) == (ORIGIN.file, 2, "published_at")
    assert "Claraline" not in reject.reason.fr + reject.reason.en


@pytest.mark.parametrize(
    "said",
    [
        "7,41235E+18",
        "7.41234567890123E+18",
        "7412345678901230000",
        "1234567890120000",
        '="7,41235E+18"',
        "'7412345678901230000",
    ],
)
def test_a_rounded_id_is_never_an_id(said: str) -> None:
    content = csv_of(["plateforme", "post id", "texte"], ["tiktok", said, "x"])
    assert reject_of(content).path == "post_id"
    with_address = csv_of(["plateforme", "post id", "url"], ["tiktok", said, TIKTOK])
    assert post_of(with_address).post_id == "7300000000000000001"


@pytest.mark.parametrize("said", ['="7512345678901234567"', "'7512345678901234567", " 7512345678901234567 "])
def test_an_id_kept_from_a_spreadsheet_is_the_bare_id(said: str) -> None:
    assert post_of(csv_of(["plateforme", "post id", "texte"], ["tiktok", said, "x"])).post_id == "7512345678901234567"


def test_a_guard_around_nothing_is_no_id() -> None:
    assert reject_of(csv_of(["plateforme", "post id", "texte"], ["tiktok", '=""', "x"])).path == "post_id"


def test_an_id_that_is_a_number_in_a_sheet_is_rejected_and_a_text_is_kept() -> None:
    rows: list[list[Value]] = [
        ["plateforme", "post id", "texte"],
        ["tiktok", 7412345678901234567, "x"],
        ["tiktok", "0741", "x"],
    ]
    rejected, kept = read(workbook({"Posts": rows}))
    assert isinstance(rejected, Reject)
    assert isinstance(kept, Post)
    assert (rejected.path, kept.post_id) == ("post_id", "0741")


def test_a_bare_id_column_is_never_a_platform_s_id() -> None:
    post = post_of(csv_of(["id", "plateforme", "texte"], ["1", "tiktok", "x"]))
    assert (post.post_id, post.subject_id, post.extra) == (None, f"{ORIGIN.sha256[:12]}:2", {"id": "1"})


def test_a_row_with_more_cells_than_headers_is_a_reject_and_the_next_is_read() -> None:
    content = f"url;texte;vues\n{TIKTOK};un; deux;3\n{TIKTOK};un, deux;3;\n".encode()
    shifted, whole = read(content)
    assert isinstance(shifted, Reject)
    assert isinstance(whole, Post)
    assert (shifted.line, whole.text) == (2, "un, deux")


def test_a_row_that_a_cut_file_ends_in_is_a_reject_and_a_short_one_in_a_whole_file_is_read() -> None:
    cut = f"url;texte;vues\n{TIKTOK};un deux tr".encode()
    assert "cut" in reject_of(cut).reason.en
    assert post_of(cut + b"\n").text == "un deux tr"


def test_a_broken_row_is_a_reject_among_posts() -> None:
    good = f'{TIKTOK};"x"\n'
    found = read(f'url;texte\n{good}{TIKTOK};"say "hi""\n{good}'.encode())
    assert [type(item) for item in found] == [Post, Reject, Post]
    assert [item.line for item in found if isinstance(item, Reject)] == [3]


# Dates and numbers of a whole column


def test_one_day_after_the_twelfth_decides_the_whole_column() -> None:
    content = csv_of(["url", "date"], [TIKTOK, "03/04/2026"], [TIKTOK, "20/11/2026"])
    assert [post.published_at for post in read(content) if isinstance(post, Post)] == ["2026-04-03", "2026-11-20"]
    american = csv_of(["url", "date"], [TIKTOK, "03/04/2026"], [TIKTOK, "11/20/2026"])
    assert [post.published_at for post in read(american) if isinstance(post, Post)] == ["2026-03-04", "2026-11-20"]


def test_days_that_nothing_decides_are_a_question() -> None:
    content = csv_of(["url", "Date"], [TIKTOK, "03/04/2026"], [TIKTOK, "05/05/2026"])
    assert 'date_order = "dmy"' in refusal(content).says.fr
    assert "« Date »" in refusal(content).says.fr
    assert read(content, '[options]\ndate_order = "mdy"\n')[0].published_at == "2026-03-04"  # type: ignore[union-attr]
    contradictory = csv_of(["url", "Date"], [TIKTOK, "20/11/2026"], [TIKTOK, "11/20/2026"], [TIKTOK, "03/04/2026"])
    assert "cannot be told apart" in str(refusal(contradictory))


def test_a_year_of_two_digits_is_proven_by_the_column_or_asked_about() -> None:
    open_ = csv_of(["url", "Date"], [TIKTOK, "26-11-20"], [TIKTOK, "26-12-24"])
    assert '"ymd"' in refusal(open_).says.fr
    assert '"ymd"' in refusal(open_).says.en
    assert post_of(csv_of(["url", "Date"], [TIKTOK, "26-11-20"]), '[options]\ndate_order = "ymd"\n').published_at == (
        "2026-11-20"
    )
    proven = csv_of(["url", "Date"], [TIKTOK, "26-11-20"], [TIKTOK, "26-12-04"])
    assert [post.published_at for post in read(proven) if isinstance(post, Post)] == ["2026-11-20", "2026-12-04"]


def test_a_decimal_sign_is_proven_by_the_column_or_asked_about() -> None:
    proven = csv_of(["url", "montant ht"], [TIKTOK, "1.234"], [TIKTOK, "99,50"])
    assert [post.deal.value_eur for post in read(proven) if isinstance(post, Post)] == [1234.0, 99.5]
    open_ = csv_of(["url", "Montant HT", "vues"], [TIKTOK, "1.234", "1.234"])
    assert 'decimal = ","' in refusal(open_).says.fr
    assert post_of(open_, '[options]\ndecimal = ","\n').stats.views == 1234
    views_only = csv_of(["url", "vues"], [TIKTOK, "1.234"])
    assert post_of(views_only).stats.views == 1234


def views(*written: str, amount: str = "", mapping: str | None = None) -> list[object]:
    rows = ([TIKTOK, each, amount] for each in written)
    found = read(csv_of(["url", "vues", "montant ht"], *rows), mapping)
    return [post.extra.get("vues", post.stats.views) for post in found if isinstance(post, Post)]


@pytest.mark.parametrize(
    ("written", "amount", "expected"),
    [
        (["1,000", "12,345"], "99,50", [1000, 12345]),  # the column proves that its comma is a thousand's
        (["1.000", "12.345.678"], "99.50", [1000, 12345678]),
        (["1,000", "12,000"], "99.50", [1000, 12000]),  # the amounts prove another decimal sign
        (["1,000", "950"], "", [1000, 950]),  # three decimals would stand in every cell
        (["1,000", "1,5 k"], "", ["1,000", 1500]),
        (["1,000", "950"], "99,50", ["1,000", 950]),
    ],
)
def test_a_count_of_thousands_is_never_a_count_of_ones(
    written: list[str], amount: str, expected: list[object]
) -> None:
    assert views(*written, amount=amount) == expected


def test_counts_that_nothing_decides_are_a_question() -> None:
    content = csv_of(["url", "Vues"], [TIKTOK, "1,000"], [TIKTOK, "12,000"], [TIKTOK, ""])
    assert "« Vues »" in refusal(content).says.fr
    assert 'decimal = "."' in refusal(content).says.fr
    assert views("1,000", "12,000", mapping='[options]\ndecimal = "."\n') == [1000, 12000]
    assert views("1,000", "12,000", mapping='[options]\ndecimal = ","\n') == ["1,000", "12,000"]


def test_a_local_time_is_made_exact_by_the_mapping() -> None:
    content = csv_of(["url", "date"], [TIKTOK, "2019-11-13 15:04:58"])
    assert post_of(content).published_at == "2019-11-13T15:04:58"
    exact = post_of(content, '[options]\ntimezone = "America/Toronto"\n')
    assert exact.published_at == "2019-11-13T15:04:58-05:00"
    utc = csv_of(["url", "create_date_utc"], [TIKTOK, "2019-11-13 15:04:58"])
    assert post_of(utc, '[options]\ntimezone = "America/Toronto"\n').published_at == "2019-11-13T15:04:58Z"


# Workbooks


def test_a_workbook_is_read_with_its_types_and_its_row_numbers() -> None:
    moment = datetime(2026, 11, 20, 18, 42)  # noqa: DTZ001
    rows: list[list[Value]] = [["Suivi"], [], ["Compte", "Date", "Heure", "Lien", "Légende", "Vues", "Budget validé"],
            ["@lina.m", date(2026, 3, 4), time(18, 42), TIKTOK, "Merci", 1200, True],
            [], ["@lina.m", moment, None, TIKTOK, 2026, 12.5, None]]  # fmt: skip
    first, second = read(workbook({"Suivi": rows}))
    assert isinstance(first, Post)
    assert isinstance(second, Post)
    assert (first.published_at, first.stats.views, first.extra) == (
        "2026-03-04T18:42:00",
        1200,
        {"Budget validé": True},
    )
    assert (second.published_at, second.text, second.extra) == ("2026-11-20T18:42:00", "2026", {"Vues": 12.5})
    assert [first.source.line, second.source.line] == [4, 6]


def test_one_sheet_is_read_and_the_others_are_named() -> None:
    posts = [["Lien", "Légende"], [TIKTOK, "x"]]
    deals: list[list[Value]] = [
        ["Créatrice", "Marque", "Date", "Montant HT"],
        ["@lina.m", "Maison Lune", date(2026, 1, 1), 180],
    ]
    book = workbook({"Lisez-moi": [["Bonjour"]], "Accords": deals, "Secret": posts, "Novembre": posts}, ["Secret"])
    *others, post = read(book)
    assert others == [Other(f"sheet not read: {name}", 1) for name in ("Lisez-moi", "Accords", "Secret")]
    assert isinstance(post, Post)
    chosen = read(book, '[options]\nsheet = "Accords"\n')
    assert chosen[-1] == Other("deal table", 2)
    assert "Novembre" in str(refusal(book, '[options]\nsheet = "Décembre"\n'))


def test_an_empty_workbook_is_refused() -> None:
    assert "sheet" in str(refusal(workbook({"Vide": []})))


# Other tables


def test_a_table_of_accounts_holds_no_post_and_no_reject() -> None:
    content = csv_of(["Account", "Followers max", "Likes"], ["Atelier Brume", "Inconnu", "3"], ["Belorso", "12", "1"])
    assert read(content) == [Other("account table", 2), Other("account table", 3)]


def test_a_table_of_deals_is_recognised() -> None:
    content = csv_of(
        ["Créatrice", "Plateforme", "Marque", "Date", "Montant HT"], ["lina.m", "IG", "Belorso", "1/1/26", "9"]
    )
    assert read(content) == [Other("deal table", 2)]


def test_a_table_of_something_else_is_refused_with_what_was_seen_and_what_to_write() -> None:
    said = [f"colonne {number}" for number in range(30)]
    says = refusal(csv_of(said, ["x"] * 30)).says
    assert "« colonne 19 »" in says.fr
    assert "colonne 20" not in says.fr
    assert '"Légende" = "text"' in says.fr
    assert "[columns]" in says.en


def test_a_table_without_a_platform_says_how_to_give_it() -> None:
    content = csv_of(["date", "légende"], ["20/11/2026", "x"])
    assert 'platform = "instagram"' in refusal(content).says.fr
    assert post_of(content, '[options]\nplatform = "instagram"\n').platform == "instagram"


def test_two_columns_that_may_be_the_caption_stop_the_reading() -> None:
    assert '"Texte" = "text"' in refusal(csv_of(["url", "Texte", "Description"], [TIKTOK, "a", "b"])).says.fr


# What must not travel


def test_private_columns_and_values_are_dropped_and_said_once() -> None:
    content = csv_of(
        ["url", "texte", "E-mail", "Remarque", "Suite"],
        [TIKTOK, "écrivez à contact@maisonlune.example", "lina@exemple.fr", "joindre au 06 12 34 56 78", "ok"],
        [TIKTOK, "x", "", "zoe@exemple.fr", "FR76 3000 6000 0112 3456 7890 189"],
    )
    found = read(content)
    assert [item for item in found if isinstance(item, Sensitive)] == [Sensitive("third_person")]
    posts = [item for item in found if isinstance(item, Post)]
    assert [post.extra for post in posts] == [{"Suite": "ok"}, {}]
    assert posts[0].text == "écrivez à contact@maisonlune.example"


def test_addresses_in_a_column_of_links_lose_what_opens_a_session() -> None:
    content = csv_of(
        ["Réseau", "Légende", "Boutons"],
        ["Instagram", "Bonjour", "https://a.example/?ref=lina&api_key=EXEMPLE; https://b.example/?Expires=1"],
    )
    mapping = '[columns]\n"Réseau" = "platform"\n"Légende" = "text"\n"Boutons" = "links"\n'
    assert post_of(content, mapping).links == ("https://a.example/?ref=lina", "https://b.example/")
    assert Sensitive("token") in read(content, mapping)


def test_a_token_never_travels_and_is_said() -> None:
    content = csv_of(
        ["url", "page"], [f"{TIKTOK}?msToken=SECRET", "https://www.tiktok.com/foryou?msToken=SECRET&lang=fr"]
    )
    found = read(content)
    assert Sensitive("token") in found
    assert "SECRET" not in repr(found)
    assert [item.extra for item in found if isinstance(item, Post)] == [
        {"page": "https://www.tiktok.com/foryou?lang=fr"}
    ]


# Guess, mapping, properties


def test_a_guess_can_be_written_mended_and_used_again() -> None:
    content = csv_of(["Lien", "Légende", "Date", "Budget", "E-mail", "Musique"],
                     [TIKTOK, "x", "20/11/2026", "1", "a@exemple.fr", "Valse"])  # fmt: skip
    guess = table.guess(io.BytesIO(content))
    assert guess.columns[1] == Column("Légende", "text", "verbatim")
    assert guess.mapping == Mapping(
        (("Lien", "url"), ("Légende", "text"), ("Date", "published_at"), ("E-mail", "drop"), ("Musique", "extra")),
        Options(date_order="dmy"),
    )
    assert ["Budget" in doubt.says.fr for doubt in guess.doubts] == [True]
    assert read(content, write_mapping(guess.mapping)) == read(content)


def test_a_guess_of_deals_finds_their_sheet() -> None:
    posts: list[list[Value]] = [["Lien", "Légende"], [TIKTOK, "x"]]
    deals: list[list[Value]] = [["Créatrice", "Marque", "Budget"], ["@lina.m", "Maison Lune", 180]]
    guess = table.guess(io.BytesIO(workbook({"Posts": posts, "Accords": deals})), table="deals")
    assert guess.mapping == Mapping((("Créatrice", "creator"), ("Marque", "advertiser")), Options(sheet="Accords"))
    assert ["Budget" in doubt.says.en for doubt in guess.doubts] == [True]


def test_headers_of_one_name_or_none_are_kept_apart() -> None:
    content = csv_of(["url", "Note", "Note", ""], [TIKTOK, "a", "b", "c"])
    assert post_of(content).extra == {"Note": "a", "Note (2)": "b", "column 4": "c"}


def test_reading_is_lazy_and_starts_with_nothing() -> None:
    content = csv_of(["url", "texte"])
    assert read(content) == []


cell_texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=15)


@given(st.lists(st.tuples(cell_texts, cell_texts, cell_texts, cell_texts, cell_texts), max_size=8))
def test_every_row_that_holds_something_is_accounted_for(rows: list[tuple[str, ...]]) -> None:
    content = csv_of(["plateforme", "légende", "date de publication", "vues", "musique"], *rows)
    found = read(content, '[options]\ndate_order = "dmy"\n')
    filled = sum(any(cell.strip() for cell in row) for row in rows)
    assert sum(not isinstance(item, Sensitive) for item in found) == filled


@given(st.binary(max_size=200), st.integers(0, 300))
def test_bytes_of_any_kind_raise_nothing_but_a_refusal(noise: bytes, at: int) -> None:
    good = csv_of(["plateforme", "légende", "date", "vues"], ["tiktok", "x", "20/11/2026", "1"]) * 2
    for content in (noise, good[:at] + noise + good[at:]):
        with suppress(UnreadableFile):
            assert all(isinstance(item, (Post, Reject, Other, Sensitive)) for item in read(content))


def test_overlay_text_is_one_timed_text_without_times() -> None:
    assert post_of(csv_of(["url", "ocr"], [TIKTOK, "-20 %"])).overlay == (TimedText(text="-20 %"),)


CORRECTED = csv_of(
    ("Compte", "Réseau", "Date", "Légende"),
    ("lina.m", "Instagram", "31/02/2026", "Une bougie"),
    ("lina.m", "Instagram", "25/02/2026", "Rien à vendre"),
)


def test_a_corrected_cell_is_read_in_place_of_the_written_one_and_says_so() -> None:
    items = list(table.read(io.BytesIO(CORRECTED), ORIGIN, None, {2: {"Date": "28/02/2026"}}))
    first, second = (each for each in items if isinstance(each, Post))
    assert (first.published_at, first.extra) == ("2026-02-28", {"corrected": {"Date": "31/02/2026"}})
    assert (second.published_at, second.extra) == ("2026-02-25", {})


def test_a_correction_that_cannot_be_read_is_refused_like_what_is_written() -> None:
    (refused,) = (
        each
        for each in table.read(io.BytesIO(CORRECTED), ORIGIN, None, {2: {"Date": "30/02/2026"}})
        if isinstance(each, Reject)
    )
    assert (refused.line, refused.path) == (2, "published_at")


def test_one_row_is_read_by_itself_with_what_its_table_proved() -> None:
    row = Row(2, ("lina.m", "Instagram", "03/04/2026", "Une bougie"))
    mapping = Mapping(options=Options(date_order="dmy"))
    headers = ("Compte", "Réseau", "Date", "Légende")
    assert table.read_row(row, headers, mapping, {}, ORIGIN).published_at == "2026-04-03"
    with pytest.raises(wire.RecordError) as problem:
        table.read_row(row, headers, mapping, {"Date": "hier"}, ORIGIN)
    assert problem.value.path == "published_at"


def test_an_apostrophe_before_the_sign_of_an_account_is_no_part_of_it() -> None:
    content = csv_of(("Compte", "Réseau", "Légende"), ("'@lina.m", "Instagram", "x"))
    (post,) = (each for each in table.read(io.BytesIO(content), ORIGIN) if isinstance(each, Post))
    assert post.account.handle == "lina.m"
