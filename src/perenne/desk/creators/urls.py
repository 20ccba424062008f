"""Addresses of creators."""

from django.urls import path

from perenne.desk.creators import signing, views

urlpatterns = [
    path("creators/", views.creators, name="creators"),
    path("creators/<int:pk>/", views.creator, name="creator"),
    path("creators/<int:pk>/history/", views.history, name="creator_history"),
    path("creators/<int:pk>/posts/", views.posts, name="creator_posts"),
    path("creators/<int:pk>/partnerships/", views.partnerships, name="creator_partnerships"),
    path("creators/<int:pk>/data/", views.data, name="creator_data"),
    path("creators/<int:pk>/join/", signing.join, name="creator_join"),
    path("creators/<int:pk>/part/", signing.part, name="creator_part"),
    path("creators/<int:pk>/facts/", signing.declare, name="creator_declare"),
    path("creators/<int:pk>/keep/", signing.keep, name="creator_keep"),
]
