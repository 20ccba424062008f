"""Addresses of the operations, of their description, and of accesses."""

from django.urls import path

from perenne.desk.api import views
from perenne.desk.api.application import API

urlpatterns = [
    path("api/", views.described, name="api"),
    path("api/openapi.json", views.openapi, name="openapi"),
    path("api/", API.urls),
    path("account/tokens/", views.accesses, name="tokens"),
    path("account/tokens/<int:pk>/revoke/", views.revoke, name="token_revoke"),
]
