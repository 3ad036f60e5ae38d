"""Days and months as people write them."""

import re
from datetime import date

from automations.reading.heard import Heard, Reader, Turn, any_of, free_matches
from automations.reading.sentence import Sentence

_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?!\d)")
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
    "يوليوز",
    "غشت",
    "شتنبر",
    "نونبر",
    "دجنبر",
    "ماي",
]
_MONTH = any_of(*_MONTHS)
_SOON = "tomorrow, today, tonight, day after tomorrow, next week, this week, next month, this month, demain, aujourd'hui, ce soir, après-demain, la semaine prochaine, cette semaine, le mois prochain, ce mois-ci, mañana, hoy, pasado mañana, la próxima semana, esta semana, el próximo mes, este mes, غدا, اليوم, بعد غد, الأسبوع القادم, هذا الأسبوع, الشهر القادم, هذا الشهر, غدوة, الأسبوع المقبل, الشهر المقبل"
_DAYS = "monday, tuesday, wednesday, thursday, friday, saturday, sunday, lundi, mardi, mercredi, jeudi, vendredi, samedi, dimanche, lunes, martes, miércoles, jueves, viernes, sábado, domingo, الاثنين, الثلاثاء, الأربعاء, الخميس, الجمعة, السبت, الأحد"
_HOUR = r"(?:\s(?:at|a|a las|a la|الساعه|le)?\s?\d{1,2}(?:\s?[h:]\s?\d{0,2}|\s?[ap]m)?(?!\w))?"
_WHEN = re.compile(rf"(?:{any_of(*_SOON.split(', '))}|(?:next |on )?{any_of(*_DAYS.split(', '))}){_HOUR}")
_MONTH_DAY = re.compile(
    rf"(?:\d{{1,2}}(?:er|st|nd|rd|th)?(?: de| of)? {_MONTH}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?!\d))"
)
_MONTH_ONLY = re.compile(
    rf"{_MONTH}(?:\s(?:de\s)?\d{{4}})?|{any_of('next month', 'this month', 'le mois prochain', 'mois prochain', 'ce mois', 'el proximo mes', 'proximo mes', 'este mes', 'الشهر القادم', 'الشهر المقبل', 'هذا الشهر')}|(?<!\d)20\d\d-\d\d(?!-?\d)"
)


def when() -> Reader:
    """A day: a full date as ISO text, else the writer's words (`tomorrow at 9`)."""

    def find(sentence: Sentence) -> Heard | None:
        for pattern, order in ((_ISO, (0, 1, 2)), (_DAY_FIRST, (2, 1, 0))):
            for match in free_matches(pattern, sentence):
                if day := _day([int(match.groups()[at]) for at in order]):
                    return Heard(day, *match.span())
        for pattern in (_MONTH_DAY, _WHEN):
            for match in free_matches(pattern, sentence):
                return Heard(re.sub(r"(?i)^on ", "", sentence.text[match.start() : match.end()].strip()), *match.span())
        return None

    return Reader(find)


def month() -> Reader:
    """A month, in the writer's words or as 2027-03."""

    def find(sentence: Sentence) -> Heard | None:
        for match in free_matches(_MONTH_ONLY, sentence):
            return Heard(sentence.text[match.start() : match.end()], *match.span())
        return None

    return Reader(find, Turn.NAME)


def _day(parts: list[int]) -> str:
    try:
        return date(*parts).isoformat()
    except ValueError:
        return ""
