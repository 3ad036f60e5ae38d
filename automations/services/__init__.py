"""Every change to runs, actions and settings goes through one of these functions."""

from automations.services.deciding import cancel_run, edit_action, resolve_unknown
from automations.services.planning import plan_run
from automations.services.releasing import resume_parked
from automations.services.simulating import request_simulation, simulate
from automations.services.starting import Preview, plan_preview, start_run
from automations.services.switching import set_policy, switch

__all__ = [
    "Preview",
    "cancel_run",
    "edit_action",
    "plan_preview",
    "plan_run",
    "request_simulation",
    "resolve_unknown",
    "resume_parked",
    "set_policy",
    "simulate",
    "start_run",
    "switch",
]
