"""Addresses of the journal."""

from django.urls import path

from perenne.desk.journal import views

urlpatterns = [path("journal/", views.journal, name="journal")]
