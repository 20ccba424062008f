"""Every address of the desk."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path, re_path

from perenne.desk.web import keys, preferences

_CLOSED = r"^account/(signup|email|confirm-email|password/(reset|set)|(login|reauthenticate)/code)(/|$)"
"""What allauth has for people who sign up by themselves and get mail: here one is invited, and nothing is mailed."""


def _closed(request: HttpRequest, *args: str) -> HttpResponse:
    raise Http404


urlpatterns = [
    re_path(_CLOSED, _closed),
    path("", include("perenne.desk.today.urls")),
    path("keys/", keys.keys, name="keys"),
    path("display/", preferences.display, name="display"),
    path("", include("perenne.desk.posts.urls")),
    path("", include("perenne.desk.partnerships.urls")),
    path("", include("perenne.desk.contracts.urls")),
    path("", include("perenne.desk.creators.urls")),
    path("", include("perenne.desk.devices.urls")),
    path("", include("perenne.desk.portal.urls")),
    path("", include("perenne.desk.imports.urls")),
    path("", include("perenne.desk.bundles.urls")),
    path("", include("perenne.desk.drafts.urls")),
    path("", include("perenne.desk.law.urls")),
    path("", include("perenne.desk.journal.urls")),
    path("", include("perenne.desk.people.urls")),
    path("", include("perenne.desk.leaving.urls")),
    path("", include("perenne.desk.api.urls")),
    path("account/", include("allauth.urls")),
]
handler400 = "perenne.desk.web.errors.misunderstood"
handler404 = "perenne.desk.web.errors.not_found"
handler429 = "perenne.desk.web.errors.too_often"
handler500 = "perenne.desk.web.errors.fault"
