"""Today: what awaits this person, and nothing that their role may not do."""

from tests.desk.cast import Cast, signed_in


def test_a_post_awaits_those_who_may_decide_on_it(cast: Cast) -> None:
    open_one, passed_on = cast.post("Une publication ouverte"), cast.post("Une publication transmise")
    passed_on.state = "escalated"
    passed_on.save()
    said = {who: signed_in(member).get("/").content.decode() for who, member in cast.members.items()}
    assert {who for who, page in said.items() if open_one.teaser in page} == {"alma", "bruno"}
    assert {who for who, page in said.items() if passed_on.teaser in page} == {"bruno"}
