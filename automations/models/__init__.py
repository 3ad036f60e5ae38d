"""What an automation did and is about to do, how it is set, and why it was chosen."""

from automations.models.decision import DecisionRecord
from automations.models.directive import DirectiveSession
from automations.models.run import Action, Run
from automations.models.setting import Policy, Setting
from automations.models.simulation import Simulation
from automations.models.trust import EarnedLimit

__all__ = ["Action", "DecisionRecord", "DirectiveSession", "EarnedLimit", "Policy", "Run", "Setting", "Simulation"]
