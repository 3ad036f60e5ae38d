"""What an automation did and is about to do, how it is set, and why it was chosen."""

from automations.models.decision import DecisionRecord
from automations.models.run import Action, Run
from automations.models.setting import Policy, Setting
from automations.models.simulation import Simulation

__all__ = ["Action", "DecisionRecord", "Policy", "Run", "Setting", "Simulation"]
