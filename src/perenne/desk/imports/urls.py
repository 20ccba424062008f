"""Addresses of imports."""

from django.urls import path

from perenne.desk.imports import steps, views

urlpatterns = [
    path("imports/", views.imports, name="imports"),
    path("imports/<int:pk>/", views.one, name="import"),
    path("imports/<int:pk>/columns/", steps.columns, name="import_columns"),
    path("imports/<int:pk>/kind/", steps.kind, name="import_kind"),
    path("imports/<int:pk>/rejects/", steps.rejects, name="import_rejects"),
    path("imports/<int:pk>/rejects.csv", steps.rejects_csv, name="import_rejects_csv"),
    path("imports/<int:pk>/rejects/<int:line>/", steps.mend, name="import_mend"),
    path("imports/<int:pk>/check/", steps.check, name="import_check"),
    path("imports/<int:pk>/unknown/<int:file>/", steps.unknown, name="import_unknown"),
    path("imports/<int:pk>/stop/", views.stop, name="import_stop"),
    path("imports/<int:pk>/undo/", views.undo, name="import_undo"),
]
