"""Addresses of the creator's side, and of what members do with it."""

from django.urls import path

from perenne.desk.portal import handling, links, views

urlpatterns = [
    path("posts/<int:pk>/link/", links.of_post, name="portal_link"),
    path("creators/<int:pk>/link/", links.of_creator, name="creator_link"),
    path("links/", links.links, name="links"),
    path("links/<int:pk>/revoke/", links.revoke, name="link_revoke"),
    path("captures/", handling.captures, name="captures"),
    path("captures/<int:pk>/", handling.capture, name="capture"),
    path("captures/<int:pk>/download/", handling.file, name="capture_file"),
    path("captures/<int:pk>/judge/", handling.judge, name="capture_judge"),
    path("data-requests/", handling.requests, name="data_requests"),
    path("data-requests/<int:pk>/", handling.one, name="data_request"),
    path("data-requests/<int:pk>/answer/", handling.answer, name="data_answer"),
    path("c/<str:token>/", views.portal, name="portal"),
    path("c/<str:token>/posts/<int:pk>/", views.reply, name="portal_reply"),
    path("c/<str:token>/stories/", views.stories, name="portal_stories"),
    path("c/<str:token>/consent/", views.consent, name="portal_consent"),
    path("c/<str:token>/data/", views.data, name="portal_data"),
    path("c/<str:token>/copy/", views.copy, name="portal_copy"),
]
