"""Which pictures the guides have: who sees what, on a phone or at a desk. Names are those of the files."""

from dataclasses import dataclass
from typing import Final

LANGUAGES: Final = ("ar", "en")
PHONE, DESK = (390, 720), (1120, 760)


@dataclass(frozen=True)
class Picture:
    """`who`: a name of the demonstration in both languages, None for nobody. `then`: links that lead on from `path`; `to`:
    what stands at the upper edge."""

    name: str
    who: tuple[str, str] | None
    path: str
    size: tuple[int, int] = DESK
    then: tuple[str, ...] = ()
    to: str = ""


RANA, LAYAN, MAYSA = ("رنا", "Rana"), ("ليان", "Layan"), ("ميساء", "Maysa")
NABIL, AMAL, YARA = ("نبيل", "Nabil"), ("أمل", "Amal"), ("يارا", "Yara")
DINA, MAJD, LIZA = ("دينا", "Dina"), ("مجد", "Majd"), ("ليزا", "Liza")
REEM, MUNIR, SAWSAN = ("ريم", "Reem"), ("منير", "Munir"), ("سوسن", "Sawsan")
JAMIL, DANA, ADAM = ("جميل", "Jamil"), ("دانا", "Dana"), ("آدم", "Adam")
FIRST: Final = "main th[scope=row] a"
"""The first row of a table."""

PICTURES: Final = (
    Picture("start-sign-in-phone", None, "/sign-in/", PHONE),
    Picture("start-settings-phone", RANA, "/settings/", PHONE),
    Picture("officer-workday-phone", RANA, "/", PHONE),
    Picture("officer-new-case-phone", RANA, "/cases/new/", PHONE),
    Picture("officer-screening-phone", RANA, "/screening/without/", PHONE),
    Picture("camp-concerns", LAYAN, "/concerns/"),
    Picture("camp-card-phone", None, "/signs/", PHONE),
    Picture("desk-workday", MAYSA, "/"),
    Picture("desk-referral", MAYSA, "/referrals/", then=(FIRST,)),
    Picture("desk-case", MAYSA, "/cases/", then=(FIRST,)),
    Picture("supervisor-team", NABIL, "/team/"),
    Picture("supervisor-room", NABIL, "/coordination/"),
    Picture("shelter-board", AMAL, "/shelter/"),
    Picture("shelter-workday", AMAL, "/"),
    Picture("legal-aid-hearings", YARA, "/hearings/"),
    Picture("legal-aid-cases", YARA, "/cases/"),
    Picture("identification-queue", DINA, "/identification/"),
    Picture("identification-file", DINA, "/identification/", then=(FIRST,)),
    Picture("returns-queue", MAJD, "/returns/"),
    Picture("returns-checklist", MAJD, "/returns/", then=(FIRST,)),
    Picture("returns-mission", LIZA, "/returns/to-us/"),
    Picture("mechanism-room", REEM, "/coordination/"),
    Picture("mechanism-figures", MUNIR, "/statistics/"),
    Picture("committee-dashboard", SAWSAN, "/statistics/dashboard/"),
    Picture("data-protection-trail", JAMIL, "/trail/"),
    Picture("data-protection-house", JAMIL, "/trail/house/"),
    Picture("training-list", MUNIR, "/training/"),
    Picture("training-pool", MUNIR, "/training/pool/"),
    Picture("awareness-campaigns", DANA, "/awareness/"),
    Picture("awareness-calendar", DANA, "/awareness/calendar/"),
    Picture("helpline-contacts", LAYAN, "/helpline/"),
    Picture("helpline-new", LAYAN, "/helpline/new/"),
    Picture("administrator-staff", ADAM, "/manage/staff/"),
    Picture("administrator-agencies", ADAM, "/manage/agencies/"),
)
