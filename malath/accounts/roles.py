"""Roles as a lawyer can read them. The data protection officer approves every change of this file.

A role opens nothing by itself: it caps what an access row may show and says which acts its holder may take.
"""

from dataclasses import dataclass, field

from django.db.models import IntegerChoices, TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Power(IntegerChoices):
    """What a role may do, where an access row or a desk gives it something to do it to."""

    OPEN_CASE = 1, _("open a case")
    RECORD_CONSENT = 2, _("record consents")
    REFER = 3, _("refer a person")
    ANSWER = 4, _("answer referrals to the desk")
    WRITE_NOTE = 5, _("write notes")
    SEARCH = 6, _("search people")
    SUPERVISE = 7, _("see the files of the whole agency")
    READ_TRAIL = 8, _("read the audit trail")
    MANAGE = 9, _("manage staff and desks")
    EXCHANGE = 10, _("import and export workbooks")
    BLOCK = 11, _("set and end blocks")
    RECEIVE_ESCALATIONS = 12, _("receive unanswered referrals")
    READ_NOTICES = 13, _("read anonymous notices")
    BREAK_GLASS = 14, _("open a known file for an hour in an emergency")
    SCREEN = 17, _("screen people with the indicators")
    HEAR_CONCERNS = 16, _("give codes to volunteers and read what they noticed")
    AGREE = 15, _("record and end agreements between bodies")
    FILL_FORMS = 30, _("fill in forms")
    AUTHOR_FORMS = 31, _("bring in and publish forms")
    DECIDE_FUND = 40, _("decide requests to the fund")
    TRANSFER = 42, _("seal transfer packages, and open them")
    PREPARE_RETURNS = 41, _("prepare voluntary returns")
    SEE_FIGURES = 50, _("see released figures and ask for tables")
    COMPILE = 51, _("count anew and propose tables for release")
    RELEASE = 52, _("approve tables that somebody else proposed")
    READ_FIGURES = 53, _("read released tables, the dashboard and reports")
    COORDINATE = 20, _("see how the mechanism stands in figures")
    RUN_AWARENESS = 60, _("run campaigns, sessions, materials and surveys")


class Role(TextChoices):
    """Stored by short stable code; never by a path."""

    INSPECTOR = "inspector", _("Labour inspector")
    POLICE = "police", _("Police officer")
    LIAISON = "liaison", _("Liaison officer")
    CAMP = "camp", _("Camp focal point")
    SOCIAL = "social", _("Social worker")
    CTU_DUTY = "ctu_duty", _("Counter-Trafficking Unit duty officer")
    CTU_IDENT = "ctu_ident", _("Counter-Trafficking Unit identification officer")
    CASE_MANAGER = "case_manager", _("Case manager")
    SHELTER_MANAGER = "shelter_manager", _("Shelter manager")
    SHELTER_STAFF = "shelter_staff", _("Shelter staff")
    LAWYER = "lawyer", _("Lawyer")
    PROSECUTOR = "prosecutor", _("Prosecutor")
    RETURN = "return", _("Return caseworker")
    SUPERVISOR = "supervisor", _("Supervisor")
    FUND = "fund", _("Member of the fund's committee")
    FOCAL_POINT = "focal_point", _("Focal point of the mechanism")
    COORDINATOR = "coordinator", _("National coordinator of the mechanism")
    COMMITTEE = "committee", _("Member of the National Committee")
    AWARENESS = "awareness", _("Awareness officer")
    DPO = "dpo", _("Data protection officer")
    STATISTICIAN = "statistician", _("Statistician")
    ADMINISTRATOR = "administrator", _("Administrator")


@dataclass(frozen=True)
class RoleRule:
    """`cap` is the highest level of the ladder L0–L4 that the role ever shows; `compartments` are those of L5 that it may
    show where an access row names one, never by rank. Without a cap the role opens no page of a person, whatever its desk
    holds: a committee reads its requests, and no file by the number that it learnt from one."""

    cap: int
    sees: str | Promise
    may: frozenset[Power] = field(default_factory=frozenset)
    compartments: frozenset[str] = field(default_factory=frozenset)


FRONT_LINE = frozenset(
    {
        Power.OPEN_CASE,
        Power.RECORD_CONSENT,
        Power.REFER,
        Power.WRITE_NOTE,
        Power.SEARCH,
        Power.BREAK_GLASS,
        Power.SCREEN,
        Power.FILL_FORMS,
    }
)
RECEIVING = FRONT_LINE | {Power.ANSWER, Power.BLOCK}
EVERY_COMPARTMENT = frozenset({"health", "sexual_violence", "therapy", "hiv", "place", "witness"})
OF_A_LAWYER = frozenset({"health", "sexual_violence", "witness"})
"""Medical data with the person's yes (C10), never therapy, never the place."""

RULES: dict[Role, RoleRule] = {
    Role.INSPECTOR: RoleRule(
        4, _("Own desk's cases as the desk wrote them; after a referral is accepted, its status only."), FRONT_LINE
    ),
    Role.POLICE: RoleRule(
        4, _("Own desk's cases as the desk wrote them; after a referral is accepted, its status only."), FRONT_LINE
    ),
    Role.LIAISON: RoleRule(
        4, _("Own desk's cases and the referrals sent to the desk, as far as each consent reaches."), RECEIVING
    ),
    Role.CAMP: RoleRule(
        4,
        _("Own desk's cases as the desk wrote them; after a referral is accepted, its status only."),
        FRONT_LINE | {Power.HEAR_CONCERNS},
    ),
    Role.SOCIAL: RoleRule(
        4,
        _("Own desk's cases and the referrals sent to the desk, as far as each consent reaches."),
        RECEIVING | {Power.HEAR_CONCERNS},
        compartments=EVERY_COMPARTMENT,
    ),
    Role.CTU_DUTY: RoleRule(
        2,
        _("Referrals to the Unit: minimum facts; identity and story only for identification officers."),
        RECEIVING | {Power.READ_NOTICES},
    ),
    Role.CTU_IDENT: RoleRule(
        4,
        _("Cases referred to the Unit: minimum facts, and identity and story when the person agreed."),
        RECEIVING | {Power.READ_NOTICES},
    ),
    Role.CASE_MANAGER: RoleRule(
        4,
        _("Own desk's cases and the referrals sent to the desk, as far as each consent reaches."),
        RECEIVING | {Power.EXCHANGE, Power.HEAR_CONCERNS},
        compartments=EVERY_COMPARTMENT,
    ),
    Role.SHELTER_MANAGER: RoleRule(
        3,
        _("People referred to or staying in the shelter: needs, safety, identity; not why in detail."),
        RECEIVING,
        compartments=frozenset({"health", "place"}),
    ),
    Role.SHELTER_STAFF: RoleRule(
        3,
        _("People referred to or staying in the shelter: needs, safety, identity; not why in detail."),
        frozenset({Power.ANSWER, Power.RECORD_CONSENT, Power.WRITE_NOTE, Power.BREAK_GLASS, Power.FILL_FORMS}),
        compartments=frozenset({"place"}),
    ),
    Role.LAWYER: RoleRule(
        4,
        _("Own clients, as far as each mandate reaches; of those of colleagues the minimum facts; never the place of shelter."),
        RECEIVING,
        compartments=OF_A_LAWYER,
    ),
    Role.PROSECUTOR: RoleRule(
        4,
        _("Own files, opened by consent or by order, as far as each reaches; of files of colleagues the minimum facts."),
        RECEIVING - {Power.SCREEN},
        compartments=OF_A_LAWYER,
    ),
    Role.RETURN: RoleRule(
        3,
        _("People who asked to return, and the shared part of a case."),
        RECEIVING | {Power.PREPARE_RETURNS, Power.TRANSFER},
    ),
    Role.SUPERVISOR: RoleRule(
        4,
        _("Files and referrals of the own agency, as far as its desks see them, and what was not answered in time."),
        RECEIVING
        | {Power.SUPERVISE, Power.RECEIVE_ESCALATIONS, Power.EXCHANGE, Power.HEAR_CONCERNS, Power.AUTHOR_FORMS, Power.TRANSFER},
        compartments=EVERY_COMPARTMENT,
    ),
    Role.FUND: RoleRule(
        0,
        _("Requests to the fund: case number, purpose, amount, quotes and minimum facts; no name, no story."),
        frozenset({Power.DECIDE_FUND}),
    ),
    Role.FOCAL_POINT: RoleRule(
        1,
        _("Number and status of referrals that nobody answered in time; no person."),
        frozenset({Power.RECEIVE_ESCALATIONS, Power.COORDINATE, Power.AUTHOR_FORMS, Power.SEE_FIGURES}),
    ),
    Role.COORDINATOR: RoleRule(
        0,
        _("How many referrals wait with which desk, as far as figures are told; no row about anybody."),
        frozenset({Power.COORDINATE, Power.AUTHOR_FORMS, Power.SEE_FIGURES, Power.RELEASE}),
    ),
    Role.COMMITTEE: RoleRule(
        0, _("Released tables, the dashboard and reports only; no row about anybody."), frozenset({Power.READ_FIGURES})
    ),
    Role.AWARENESS: RoleRule(
        0, _("Campaigns, sessions, materials and surveys; counts only, nobody in a case."), frozenset({Power.RUN_AWARENESS})
    ),
    Role.DPO: RoleRule(
        0, _("The audit trail in codes and references; no case content."), frozenset({Power.READ_TRAIL, Power.AGREE})
    ),
    Role.STATISTICIAN: RoleRule(
        0,
        _("Released figures only; no row about anybody."),
        frozenset({Power.SEE_FIGURES, Power.COMPILE, Power.RELEASE}),
    ),
    Role.ADMINISTRATOR: RoleRule(0, _("Staff, desks and settings; no case content."), frozenset({Power.MANAGE})),
}
