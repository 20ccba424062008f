"""Addresses of leaving."""

from django.urls import path

from perenne.desk.leaving import views

urlpatterns = [
    path("export/", views.export, name="export"),
    path("export/make/", views.make, name="export_make"),
    path("export/<int:pk>/download/", views.download, name="export_download"),
]
