"""Do the voice endpoints answer, and how fast? There are none in this version."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from sensors.base import Sector, Sensor, VoiceGateway, register


@register
class VoiceQuality(Sensor):
    """BLOCKED, always: this version carries no calls, so there is no endpoint whose health could be measured.

    Pressure: none. It names what a voice gateway is reached by, and neither zero nor a guess stands in.
    """

    slug = "voice-quality-sensor"
    title = _("Voice quality")
    description = _("Health and delay of the voice endpoints.")
    sector = Sector.VOICE
    needs = (VoiceGateway(),)
    every = timedelta(hours=1)
