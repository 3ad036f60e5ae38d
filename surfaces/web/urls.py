"""Pages of a client's host."""

from django.urls import path

from surfaces.web import hooks, oauth
from surfaces.web.client import (
    approvals,
    automations,
    decisions,
    home,
    integrations,
    integrations_changes,
    runs,
    sensors,
    switch,
    unsubscribe,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("approvals/", approvals.approvals, name="approvals"),
    path("approvals/<uuid:review_id>/", approvals.approval, name="approval"),
    path("approvals/<uuid:review_id>/decide/", approvals.decide, name="approval-decide"),
    path("approvals/<uuid:review_id>/message/<uuid:action_id>/", approvals.message, name="approval-message"),
    path("automations/", automations.automations, name="automations"),
    path("automations/<slug:slug>/", automations.automation, name="automation"),
    path("automations/<slug:slug>/dry-run/", automations.dry_run, name="automation-dry-run"),
    path("automations/<slug:slug>/save/", automations.save, name="automation-save"),
    path("automations/<slug:slug>/switch/", automations.switch, name="automation-switch"),
    path("automations/<slug:slug>/start/", automations.start, name="automation-start"),
    path("runs/<uuid:run_id>/", runs.run, name="run"),
    path("runs/<uuid:run_id>/cancel/", runs.cancel, name="run-cancel"),
    path("actions/<uuid:action_id>/resolve/", runs.resolve, name="action-resolve"),
    path("sensors/", sensors.sensors, name="sensors"),
    path("sensors/read/", sensors.read_all, name="sensors-read"),
    path("sensors/<slug:slug>/", sensors.sensor, name="sensor"),
    path("sensors/<slug:slug>/read/", sensors.read, name="sensor-read"),
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/tick/", decisions.tick, name="tick"),
    path("switch/", switch.switch, name="switch"),
    path("integrations/", integrations.integrations, name="integrations"),
    path("integrations/<slug:connector>/", integrations.integration, name="integration"),
    path("integrations/<slug:connector>/save/", integrations_changes.save, name="integration-save"),
    path("integrations/<slug:connector>/test/", integrations_changes.test, name="integration-test"),
    path("integrations/<slug:connector>/disconnect/", integrations_changes.disconnect, name="integration-disconnect"),
    path("oauth/<slug:connector>/start/", oauth.start, name="oauth-start"),
    path("oauth/return/<str:ticket>/", oauth.back, name="oauth-return"),
    path("hooks/<slug:connector>/<int:connection_id>/", hooks.receive, name="hook"),
    path("unsubscribe/<str:token>/", unsubscribe.unsubscribe, name="unsubscribe"),
]
