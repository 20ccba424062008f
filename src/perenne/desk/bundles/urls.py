"""Addresses of evidence."""

from django.urls import path

from perenne.desk.bundles import views

urlpatterns = [
    path("evidence/", views.bundles, name="bundles"),
    path("evidence/<int:pk>/", views.bundle, name="bundle"),
    path("evidence/<int:pk>/download/", views.download, name="bundle_download"),
    path("posts/<int:pk>/evidence/", views.make, name="bundle_make"),
]
