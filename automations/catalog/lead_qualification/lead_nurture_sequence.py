"""Warm lead nurture: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import MailTransport
from automations.reading import names, references


@register
class LeadNurtureSequence(Declaration):
    slug = "lead-nurture-sequence"
    title = _("Warm lead nurture")
    description = _("Five e-mails over 14 days to leads that are warm, then another look at their score.")
    category = "lead-qualification"
    needs = (MailTransport(),)
    risk = Risk.COMMUNICATION
    synonyms = {
        "en": [
            "nurture lead", "nurture leads", "nurture emails", "nurture sequence", "warm up leads", "warm leads",
            "lead nurturing",
        ],
        "fr": [
            "nurturing", "lead tiède", "leads tièdes", "séquence de nurturing", "réchauffer les prospects",
            "nourrir les leads",
        ],
        "es": [
            "nutrir leads", "leads tibios", "secuencia de nutrición", "calentar leads", "nutrición de prospectos",
        ],
        "ar": ["رعاية العملاء المحتملين", "تسخين العملاء المحتملين", "سلسلة رعاية", "عميل محتمل دافئ", "سخن الليد"],
    }  # fmt: skip

    class Params(fields.Form):
        lead_id = fields.Text(_("Lead"), required=False, hears=references.ref("lead"))
        sequence = fields.Text(_("Sequence"), required=False, hears=names.named("sequence"))
