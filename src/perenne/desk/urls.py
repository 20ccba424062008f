"""Every address of the desk."""

from django.urls import include, path

from perenne.desk.today import views as today

urlpatterns = [
    path("", today.today, name="today"),
    path("", include("perenne.desk.posts.urls")),
    path("", include("perenne.desk.portal.urls")),
    path("", include("perenne.desk.imports.urls")),
    path("", include("perenne.desk.bundles.urls")),
    path("", include("perenne.desk.drafts.urls")),
    path("", include("perenne.desk.law.urls")),
    path("", include("perenne.desk.journal.urls")),
    path("", include("perenne.desk.people.urls")),
    path("account/", include("allauth.urls")),
]
handler404 = "perenne.desk.web.errors.not_found"
handler500 = "perenne.desk.web.errors.fault"
