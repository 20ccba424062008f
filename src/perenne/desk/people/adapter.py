"""How people come in: by invitation only; and what they had sent before comes in with them."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse

from perenne.desk.people.models import Person
from perenne.desk.people.returning import hold


class ByInvitation(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: Person, **how: Any) -> HttpResponse | None:
        hold(request)
        answer: HttpResponse | None = super().pre_login(request, user, **how)
        return answer
