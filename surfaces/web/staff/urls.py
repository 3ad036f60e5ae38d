"""Staff pages that mix nouns; they stand inside the admin, before its own addresses."""

from django.urls import path

from surfaces.web.staff import command, integrations, jobs, mailbox, privacy, switch

urlpatterns = [
    path("", command.command_centre, name="staff-command"),
    path("switch/", switch.switch_all, name="staff-switch"),
    path("jobs/dead/", jobs.dead_jobs, name="staff-jobs"),
    path("jobs/dead/<int:job_id>/", jobs.job_detail, name="staff-job"),
    path("jobs/dead/<int:job_id>/edit/", jobs.job_edit, name="staff-job-edit"),
    path("jobs/dead/<int:job_id>/rehearse/", jobs.job_rehearse, name="staff-job-rehearse"),
    path("jobs/dead/<int:job_id>/replay/", jobs.job_replay, name="staff-job-replay"),
    path("integrations/", integrations.integrations, name="staff-integrations"),
    path("privacy/", privacy.questions, name="staff-privacy"),
    path("mailbox/", mailbox.mailboxes, name="staff-mailbox"),
    path("mailbox/<slug:slug>/", mailbox.client_mailbox, name="staff-mailbox-client"),
    path("mailbox/<slug:slug>/<slug:name>/", mailbox.mail_detail, name="staff-mail"),
    path("mailbox/<slug:slug>/<slug:name>/paper/", mailbox.mail_paper, name="staff-mail-paper"),
]
