import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.model.errors import UsageError
from perenne.model.post import Platform, Post
from perenne.readers.columns import Column, header_row, is_private, name_columns, other_table
from perenne.readers.delimited import Damaged, Row
from perenne.readers.fields import DEAL_FIELDS, FIELDS, POST_FIELDS, SAID, ReadAs, Table
from perenne.readers.mapping import Mapping, Options, load_mapping, parse_mapping, write_mapping

NONE = Mapping()


def fields_of(said: Sequence[str], table: Table = "posts", mapping: Mapping = NONE) -> dict[str, str | None]:
    return {column.header: column.field for column in name_columns(said, table, mapping).columns}


def read_as(header: str, table: Table = "posts", mapping: Mapping = NONE) -> ReadAs:
    return name_columns([header], table, mapping).columns[0].read_as


# Guessing


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Légende", "text"),
        ("LEGENDE ", "text"),
        ("Caption", "text"),
        ("légende du post :", "text"),
        ("Texte à l’écran", "overlay"),
        ("texteSurimposé", "overlay"),
        ("Durée (s)", "duration_s"),
        ("Montant HT (€)", "deal.value_eur"),
        ("Montant € HT", "deal.value_eur"),
        ("Date de publication", "published_at"),
        ("create_date_utc", "published_at"),
        ("Nb. de vues", "stats.views"),
        ("J’aime", "stats.likes"),
        ("Créateur·rice", "account.handle"),
        ("Influenceur.se", "account.handle"),
        ("nom d'utilisateur", "account.handle"),
        ("Lien du post", "url"),
        ("Label plateforme", "labels.paid_partnership"),
        ("Œuvre", None),
        ("Vues (K)", None),
        ("Durée (min)", None),
        ("Likes (%)", None),
        ("Montant HT ($)", None),
        ("Montant TTC", None),
        ("id", None),
        ("", None),
        ("x" * 100_000, None),
    ],
)
def test_a_header_names_a_field_or_none(header: str, field: str | None) -> None:
    assert fields_of([header]) == {header: field}


def test_a_header_that_says_utc_is_read_so() -> None:
    assert read_as("Date (UTC)") == "utc"
    assert read_as("Date") == "moment"


def test_the_surer_of_two_headers_is_taken_and_the_other_kept() -> None:
    assert fields_of(["Date", "Date de publication", "Légende", "Description"]) == {
        "Date": None,
        "Date de publication": "published_at",
        "Légende": "text",
        "Description": None,
    }


def test_two_equal_claims_are_a_question_that_says_what_to_write() -> None:
    named = name_columns(["Texte", "Description", "Lien"], "posts", NONE)
    (doubt,) = named.doubts
    assert doubt.blocks
    assert (doubt.field, "text" in named.claimed) == ("text", True)
    assert '"Texte" = "text"' in doubt.says.fr
    assert "“Texte”, “Description”" in doubt.says.en
    assert [column.read_as for column in named.columns] == ["unclear", "unclear", "address"]
    mapping = parse_mapping('[columns]\n"Texte" = "text"\n', "m.toml")
    assert fields_of(["Texte", "Description"], mapping=mapping) == {"Texte": "text", "Description": None}


def test_two_columns_of_one_name_must_be_renamed() -> None:
    (doubt,) = name_columns(["Date", "date "], "posts", NONE).doubts
    assert doubt.blocks
    assert "renommez" in doubt.says.fr


def test_two_counts_of_likes_stop_nothing() -> None:
    (doubt,) = name_columns(["Likes", "J'aime", "Texte"], "posts", NONE).doubts
    assert not doubt.blocks


def test_what_means_two_things_is_not_read_and_says_so() -> None:
    posts = name_columns(["Montant", "Partenariat rémunéré"], "posts", NONE)
    assert [column.read_as for column in posts.columns] == ["unclear", "unclear"]
    assert all(not doubt.blocks for doubt in posts.doubts)
    assert '"Montant" = "deal.value_eur"' in posts.doubts[0].says.fr
    assert "labels.paid_partnership" in posts.doubts[1].says.en
    deals = name_columns(["Budget", "Partenariat rémunéré"], "deals", NONE)
    (doubt,) = deals.doubts
    assert doubt.says.en == (
        "the column “Budget” is not read: excluding or including VAT, the header does not say; "
        'if it excludes VAT, say so in the mapping ("Budget" = "value_eur")'
    )


@pytest.mark.parametrize("header", ["Vues (k)", "Vues (en milliers)", "views (100s)", "Likes [M]", "Durée (min)"])
def test_numbers_in_a_unit_of_their_own_are_a_question(header: str) -> None:
    named = name_columns(["Réseau", header], "posts", NONE)
    (doubt,) = named.doubts
    assert header in doubt.says.fr
    assert not doubt.blocks
    assert (named.columns[1].field, named.columns[1].read_as) == (None, "unclear")


@pytest.mark.parametrize("header", ["Durée (s)", "Texte (en anglais)", "Campagne (k)", "Vues ()", "(k)"])
def test_other_words_in_brackets_raise_no_question_of_units(header: str) -> None:
    assert not any("count in" in doubt.says.en for doubt in name_columns([header], "posts", NONE).doubts)


@pytest.mark.parametrize(
    "header",
    ["E-mail", "Adresse e-mail", "Courriel", "Téléphone", "Tél.", "phone_number", "Shipping Address", "Code postal",
     "IBAN", "Date de naissance", "customerEmail", "Prénom", "Adresse"],
)  # fmt: skip
def test_columns_about_private_persons_are_never_kept(header: str) -> None:
    assert is_private(header)
    assert read_as(header) == "private"
    assert read_as(header, mapping=Mapping(((header, "extra"),))) == "private"


@pytest.mark.parametrize("header", ["Total", "Hotel", "Adresse du post", "Vérité", "true", "Emballage", "Telenovela"])
def test_words_that_only_look_alike_are_not_private(header: str) -> None:
    assert read_as(header) != "private"


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (["Account", "Followers max", "Photos", "Likes"], "account table"),
        (["page", "posts", "Page Name", "interParPost"], "account table"),
        (["Créatrice", "Abonnés", "Taux d’engagement"], "account table"),
        (["Créatrice", "Abonnés", "Taux d’engagement", "Légende"], None),
        (["COMMENT_ID", "AUTHOR", "DATE", "CONTENT", "CLASS"], "comment table"),
        (["Marque", "Abonnés"], "account table"),
        (["Photos", "Remarque"], None),
    ],
)
def test_a_table_of_accounts_or_comments_is_told_from_one_of_posts(said: list[str], kind: str | None) -> None:
    assert other_table(said, name_columns(said, "posts", NONE)) == kind


def test_every_deal_column_of_an_agency_is_named() -> None:
    said = ["Créatrice ou créateur", "Compte", "Marque", "Compte de la marque", "Date", "Du", "Au", "Nature",
            "Montant HT", "Montant TTC", "Objectif", "Publication demandée", "Contrat", "Signé le",
            "Note"]  # fmt: skip
    assert list(fields_of(said, "deals").values()) == [
        "creator", "creator.handle", "advertiser", "advertiser.handles", "date", "from", "to", "kind", "value_eur",
        "value_incl_vat", "objective", "requested", "contract.form", "contract.date_signed", "note",
    ]  # fmt: skip


def test_the_header_is_the_first_row_that_names_two_columns_we_know() -> None:
    title, about = Row(1, ("Campagne d’automne", None)), Row(2, ("Compte", "Maison Lune"))
    header = Row(4, ("Compte", "Date", "Légende"))
    assert header_row([title, about, header, Row(5, ("lina.m", "20/11/2026", "Date, compte"))], NONE) == header
    assert header_row([title, Row(2, ("chose", "machin"))], NONE) == Row(2, ("chose", "machin"))
    assert header_row([Damaged(1, SAID["text"])], NONE) is None
    mapped = Mapping((("chose", "text"), ("machin", "url")))
    assert header_row([Row(1, ("a", "b")), Row(2, ("chose", "machin"))], mapped) == Row(2, ("chose", "machin"))


# Fields are those of the records


def paths_of(kind: type[msgspec.Struct], prefix: str = "") -> set[str]:
    found: set[str] = set()
    for field in msgspec.structs.fields(kind):
        name = f"{prefix}{field.name}"
        found.add(name)
        for part in (field.type, *get_args(field.type)):
            if isinstance(part, type) and issubclass(part, msgspec.Struct):
                found |= paths_of(part, f"{name}.")
    return found


def test_every_field_of_a_post_table_is_one_of_a_post() -> None:
    assert set(POST_FIELDS) - {"published_time"} <= paths_of(Post)


def test_every_way_of_reading_can_be_said_to_a_person() -> None:
    assert set(SAID) == set(get_args(ReadAs))
    assert {*POST_FIELDS.values(), *DEAL_FIELDS.values()} <= set(SAID)


@pytest.mark.parametrize("table", list(FIELDS))
def test_every_field_can_be_guessed_or_stated(table: Table) -> None:
    for name, way in FIELDS[table].items():
        mapping = parse_mapping(f'[columns]\n"Colonne Z" = "{name}"\n', "m.toml")
        assert name_columns(["Colonne Z"], table, mapping).columns == (Column("Colonne Z", name, way),)


# The mapping file


def test_a_mapping_overrules_a_guess_and_finds_its_header_whatever_its_case() -> None:
    mapping = parse_mapping('[columns]\n"LEGENDE" = "title"\n"Notes" = "text"\n"Vues" = "drop"\n', "m.toml")
    named = name_columns(["Légende", "Notes", "Vues"], "posts", mapping)
    assert [(column.field, column.read_as) for column in named.columns] == [
        ("title", "verbatim"),
        ("text", "verbatim"),
        (None, "dropped"),
    ]


def test_a_mapping_for_two_tables_names_the_fields_of_both() -> None:
    mapping = parse_mapping('[columns]\n"Marque" = "advertiser"\n"Résumé" = "text"\n', "m.toml")
    assert fields_of(["Marque", "Résumé"], "deals", mapping) == {"Marque": "advertiser", "Résumé": None}
    assert fields_of(["Marque", "Résumé"], "posts", mapping) == {"Marque": "deal.advertiser.name", "Résumé": "text"}


def test_a_mapped_column_that_is_not_there_is_said() -> None:
    (doubt,) = name_columns(["Texte"], "posts", Mapping((("Légende", "text"),))).doubts
    assert "« Légende »" in doubt.says.fr
    assert not doubt.blocks


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('[columns]\n"Légende" = "texte"\n', "texte"),
        ('[colonnes]\n"Légende" = "text"\n', "colonnes"),
        ("columns = 3\n", "columns"),
        ('[columns]\n"Légende" = 3\n', "3"),
        ('[options]\ndate_ordre = "dmy"\n', "date_ordre"),
        ('[options]\ndate_order = "jma"\n', "date_order"),
        ("[options]\nsheet = 2\n", "sheet"),
        ('[options]\ndecimal = ";"\n', "decimal"),
        ('[options]\nplatform = "minitel"\n', "platform"),
        ('[options]\ntimezone = "Europe/Lune"\n', "Europe/Lune"),
        ('[options]\ntimezone = "../etc"\n', "../etc"),
        ('[columns\n"a"', "TOML"),
        ("columns = " + "[" * 5_000 + "]" * 5_000, "TOML"),
    ],
)
def test_a_mistake_in_a_mapping_is_named(text: str, named: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_mapping(text, "colonnes.toml")
    assert named in caught.value.says.fr
    assert named in caught.value.says.en
    assert caught.value.says.fr.startswith("colonnes.toml : ")


def test_a_mapping_is_read_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "colonnes.toml"
    path.write_text('[options]\nplatform = "tiktok"\n', encoding="utf-8")
    assert load_mapping(path) == Mapping((), Options(platform="tiktok"))
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match="save this file as UTF-8"):
        load_mapping(path)
    path.write_bytes(b"#" * 2**21)
    with pytest.raises(UsageError, match="over a megabyte"):
        load_mapping(path)
    with pytest.raises(UsageError, match="no regular file"):
        load_mapping(Path(os.devnull))
    with pytest.raises(UsageError, match="cannot be read"):
        load_mapping(tmp_path / "absent.toml")


header_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
some_options: st.SearchStrategy[Any] = st.builds(
    Options,
    date_order=st.sampled_from([None, "dmy", "mdy"]),
    decimal=st.sampled_from([None, ",", "."]),
    timezone=st.sampled_from([None, "Europe/Paris", "America/Toronto"]),
    platform=st.sampled_from([None, *get_args(Platform)]),
    sheet=st.none() | header_texts,
)


@given(
    st.lists(
        st.tuples(header_texts, st.sampled_from([*POST_FIELDS, *DEAL_FIELDS, "extra", "drop"])),
        unique_by=lambda column: column[0],
    ),
    some_options,
)
def test_a_mapping_that_is_written_reads_back(columns: list[tuple[str, str]], options: Options) -> None:
    mapping = Mapping(tuple(columns), options)
    assert parse_mapping(write_mapping(mapping), "m.toml") == mapping
