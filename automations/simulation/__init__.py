"""What an automation would have done: its plan replayed day by day over the client's own history."""

from automations.simulation.replay import replay
from automations.simulation.report import Bought, Day, Report

__all__ = ["Bought", "Day", "Report", "replay"]
