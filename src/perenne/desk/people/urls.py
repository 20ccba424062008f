"""Addresses of people."""

from django.urls import path

from perenne.desk.people import account, asking, entering, returning, views

urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/why/", asking.why, name="why"),
    path("people/requests/<int:pk>/done/", asking.request_done, name="request_done"),
    path("people/<int:pk>/", views.one, name="member"),
    path("people/<int:pk>/roles/", views.change_roles, name="change_roles"),
    path("people/<int:pk>/suspend/", views.suspend, name="suspend_access"),
    path("people/<int:pk>/resume/", views.resume, name="resume_access"),
    path("people/<int:pk>/end/", views.end, name="end_access"),
    path("people/<int:pk>/password/", views.password_link, name="password_link"),
    path("people/invitations/<int:pk>/anew/", views.invite_anew, name="invite_anew"),
    path("people/invitations/<int:pk>/revoke/", views.revoke, name="revoke_invitation"),
    path("people/brands/", views.add_brand, name="add_brand"),
    path("people/brands/<int:pk>/", views.brand, name="brand"),
    path("join/<str:token>/", entering.join, name="join"),
    path("password/<str:token>/", entering.choose_password, name="choose_password"),
    path("account/", account.account, name="account"),
    path("account/name/", account.name, name="account_name"),
    path("account/sent-before/", returning.sent_before, name="sent_before"),
    path("account/browsers/<int:pk>/end/", account.end_browser, name="end_browser"),
    path("language/", account.language, name="language"),
]
