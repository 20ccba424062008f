"""Addresses of imports."""

from django.urls import path

from perenne.desk.imports import views

urlpatterns = [
    path("imports/", views.imports, name="imports"),
    path("imports/<int:pk>/", views.one, name="import"),
    path("imports/<int:pk>/stop/", views.stop, name="import_stop"),
    path("imports/<int:pk>/undo/", views.undo, name="import_undo"),
]
