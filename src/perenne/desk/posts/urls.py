"""Addresses of posts."""

from django.urls import path

from perenne.desk.posts import views

urlpatterns = [
    path("posts/", views.posts, name="posts"),
    path("posts/<int:pk>/", views.post, name="post"),
    path("posts/<int:pk>/decide/", views.decide, name="decide"),
    path("posts/<int:pk>/rule/", views.override, name="override"),
    path("posts/<int:pk>/today/", views.by_todays_law, name="post_today"),
    path("posts/<int:pk>/read/", views.read, name="reply_read"),
]
