"""Do the voice endpoints answer, and how fast?"""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from sensors.base import Sector, Sensor, VoiceGateway, register


@register
class VoiceQuality(Sensor):
    slug = "voice-quality-sensor"
    title = _("Voice quality")
    description = _("Health and delay of the voice endpoints.")
    sector = Sector.VOICE
    needs = (VoiceGateway(),)
    every = timedelta(hours=1)
