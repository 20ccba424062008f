"""Addresses of leaving."""

from django.urls import path

from perenne.desk.leaving import erasures, views

urlpatterns = [
    path("export/", views.export, name="export"),
    path("export/make/", views.make, name="export_make"),
    path("export/<int:pk>/download/", views.download, name="export_download"),
    path("erase/", erasures.erase, name="erase"),
    path("erase/<str:kind>/<int:pk>/", erasures.check, name="erase_check"),
    path("erase/<int:pk>/", erasures.one, name="erasure"),
    path("erase/<int:pk>/confirm/", erasures.confirm, name="erase_confirm"),
    path("erase/<int:pk>/withdraw/", erasures.withdraw, name="erase_withdraw"),
]
