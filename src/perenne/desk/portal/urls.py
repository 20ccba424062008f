"""Addresses of the creator's side."""

from django.urls import path

from perenne.desk.portal import views

urlpatterns = [
    path("posts/<int:pk>/link/", views.make_link, name="portal_link"),
    path("c/<str:token>/", views.portal, name="portal"),
    path("c/<str:token>/posts/<int:pk>/", views.reply, name="portal_reply"),
]
