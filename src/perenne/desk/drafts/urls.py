"""Addresses of drafts."""

from django.urls import path

from perenne.desk.drafts import views

urlpatterns = [
    path("drafts/check/", views.check, name="draft"),
    path("drafts/keep/", views.keep, name="draft_keep"),
    path("drafts/<int:pk>/", views.kept, name="draft_kept"),
    path("drafts/<int:pk>/keep/", views.keep_again, name="draft_keep_again"),
    path("drafts/<int:pk>/step/", views.step, name="draft_step"),
]
