"""Addresses of contracts."""

from django.urls import path

from perenne.desk.contracts import documents, views

urlpatterns = [
    path("contracts/", views.contracts, name="contracts"),
    path("contracts/new/", views.new, name="contract_new"),
    path("contracts/<slug:ref>/", views.contract, name="contract"),
    path("contracts/<slug:ref>/facts/", views.facts, name="contract_facts"),
    path("contracts/<slug:ref>/versions/", views.version, name="contract_version"),
    path("contracts/<slug:ref>/compare/", documents.compare, name="contract_compare"),
    path("contracts/<slug:ref>/withdraw/", views.withdraw, name="contract_withdraw"),
    path("contracts/<slug:ref>/restore/", views.restore, name="contract_restore"),
    path("contracts/<slug:ref>/<int:number>/audit/", documents.audit, name="contract_audit"),
    path("contracts/<slug:ref>/<int:number>/again/", documents.again, name="contract_again"),
    path("contracts/<slug:ref>/<int:number>/review/", documents.review, name="contract_review"),
    path("contracts/<slug:ref>/<int:number>/report/", documents.report, name="contract_report"),
    path("contracts/<slug:ref>/<int:number>/original/", documents.original, name="contract_original"),
]
