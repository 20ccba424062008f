"""Addresses of the law."""

from django.urls import path

from perenne.desk.law import views

urlpatterns = [
    path("law/", views.law, name="law"),
    path("law/<str:name>/", views.rule, name="rule"),
]
