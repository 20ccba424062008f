"""Addresses of drafts."""

from django.urls import path

from perenne.desk.drafts import views

urlpatterns = [path("drafts/check/", views.check, name="draft")]
