"""The description of the operations: complete, in both languages, true of what is answered."""

import json

import msgspec
import pytest
from django.test import Client

from perenne.desk.api.document import EXAMPLES, GIVES, document, operations
from perenne.desk.web.guards import POLICY
from perenne.model.bilingual import Language


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_operation_says_what_it_takes_gives_needs_and_refuses(language: Language) -> None:
    told = document(language)
    assert told["openapi"] == "3.1.0"
    for path, methods in told["paths"].items():
        for method, each in methods.items():
            assert each["summary"]
            assert each["security"] == [{"Bearer": each["security"][0]["Bearer"]}]
            assert {"401", "403", "404", "429", "500"} <= each["responses"].keys()
            success = next(answer for status, answer in each["responses"].items() if status < "300")
            assert success["content"], (path, method)
            if method == "post":
                assert {"Idempotency-Key"} <= {parameter["name"] for parameter in each["parameters"]}


def test_every_reference_leads_somewhere() -> None:
    told = document("fr")

    def follow(value: object) -> None:
        if isinstance(value, dict):
            if isinstance(place := value.get("$ref"), str):
                there = told
                for step in place.removeprefix("#/").split("/"):
                    there = there[step]
            for each in value.values():
                follow(each)
        elif isinstance(value, list):
            for each in value:
                follow(each)

    follow(told)


def test_the_two_languages_describe_the_same_and_say_it_each_in_their_own_words() -> None:
    french, english = operations("fr"), operations("en")
    assert [each.name for each in french] == [each.name for each in english]
    assert not {each.summary for each in french} & {each.summary for each in english}


@pytest.mark.parametrize("name", [name for name, gives in GIVES.items() if gives.value is not None])
def test_an_example_is_what_the_operation_may_answer(name: str) -> None:
    gives = GIVES[name]
    value = msgspec.convert(EXAMPLES[name]["gives"], gives.value, strict=False)
    assert json.loads(msgspec.json.encode(value)).keys() == EXAMPLES[name]["gives"].keys()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_for_people_asks_nobody_else_for_anything(db: None, language: str) -> None:
    client = Client(headers={"accept-language": language})
    answer = client.get("/api/")
    page = answer.content.decode()
    assert answer["Content-Security-Policy"] == POLICY
    assert "<script" not in page
    assert "//" not in page.replace("<!doctype html>", "").replace("http://www.w3.org/2000/svg", "")
    for each in operations("en" if language == "en" else "fr"):
        assert f"{each.method} {each.path}" in page
    assert client.get("/api/openapi.json").json() == document("en" if language == "en" else "fr")
