"""Invented samples for the component gallery: every component in every state."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import pgettext, pgettext_lazy

from malath.ui.fields import Choice, Choices, Day, Line, Phone, Story, Whole
from malath.ui.pieces import Anchor, Chip, Moment, Pager, Row, Step, Tone, steps_to
from malath.ui.shell import NavItem, Shell, Theme

# A standing moment: two pictures of the gallery differ only where a component does.
NOW = datetime(2026, 11, 12, 10, 32, tzinfo=ZoneInfo("Asia/Amman"))
REFERENCE = "KX7M-4QPD"


class Sample(forms.Form):
    """One field of every kind."""

    alias = Line(
        label=pgettext_lazy("sample", "Preferred name or alias"),
        help_text=pgettext_lazy("sample", "Your desk and the receiving desk will see it."),
        max_length=60,
    )
    phone = Phone(
        label=pgettext_lazy("sample", "Phone number"),
        help_text=pgettext_lazy("sample", "Only a number that is safe to call."),
    )
    seen_on = Day(label=pgettext_lazy("sample", "Day of the conversation"))
    children = Whole(label=pgettext_lazy("sample", "Children with the person"), min_value=0, max_value=20, required=False)
    urgency = Choice(
        label=pgettext_lazy("sample", "How urgent is it?"),
        choices=[
            ("emergency", pgettext_lazy("sample", "Emergency")),
            ("urgent", pgettext_lazy("sample", "Urgent")),
            ("normal", pgettext_lazy("sample", "Normal")),
        ],
        hints={
            "emergency": pgettext_lazy("sample", "Answered within 1 hour, day and night."),
            "urgent": pgettext_lazy("sample", "Answered within 4 hours, day and night."),
            "normal": pgettext_lazy("sample", "Acknowledged within 1 working day."),
        },
    )
    needs = Choices(
        label=pgettext_lazy("sample", "What is needed first?"),
        choices=[
            ("shelter", pgettext_lazy("sample", "A safe place")),
            ("health", pgettext_lazy("sample", "Health care")),
            ("legal", pgettext_lazy("sample", "A lawyer")),
        ],
        required=False,
    )
    language = Choice(
        label=pgettext_lazy("sample", "Language"),
        as_list=True,
        choices=[("ar", "العربية"), ("en", "English"), ("am", "አማርኛ"), ("bn", "বাংলা")],
    )
    notes = Story(label=pgettext_lazy("sample", "In the person's own words"), required=False, rows=3)
    read_aloud = forms.BooleanField(
        label=pgettext_lazy("sample", "I read this aloud to the person"),
        help_text=pgettext_lazy("sample", "In a language the person speaks well."),
    )


def shell(theme: Theme) -> Shell:
    labels = (
        pgettext("sample", "Workday"),
        pgettext("sample", "Referrals"),
        pgettext("sample", "Cases"),
        pgettext("sample", "People"),
        pgettext("sample", "Directory"),
    )
    return Shell(
        nav=tuple(NavItem(label, "#", label == labels[1], 3 if label == labels[1] else None) for label in labels),
        user_name=pgettext("sample", "Amal"),
        desk_name=pgettext("sample", "Shelter desk, Amman"),
        role_name=pgettext("sample", "Social worker"),
        theme=theme,
        inbox_count=2,
        inbox_url="#",
        sign_out_url="#",
        settings_url="#",
        language_url="?",
    )


def blank() -> Sample:
    return Sample(prefix="blank", initial={"urgency": "urgent"})


def refused() -> Sample:
    """The same form sent with what people really type."""
    form = Sample(
        {
            "refused-alias": "",
            "refused-phone": "123",
            "refused-seen_on": "31/02/2026",
            "refused-children": "٤٠",
            "refused-notes": "قالت: I want to go home.",
        },
        prefix="refused",
    )
    form.is_valid()
    return form


def samples() -> dict[str, object]:
    """Everything the gallery's template shows."""
    return {
        "now": NOW,
        "reference": REFERENCE,
        "phone": "+962790000012",
        "deadlines": _deadlines(),
        "blank": blank(),
        "refused": refused(),
        "stages": _stages(),
        "moments": _moments(),
        "rows": _rows(),
        "filters": _filters(),
        "sections": _sections(),
        "pages": Pager(newer="#pages", older="#pages"),
        "reasons": [
            pgettext("sample", "The consent to refer was withdrawn."),
            pgettext("sample", "The chosen key worker is not at this desk."),
        ],
        "work": _work(),
        "labels": _labels(),
        **_words(),
        "story": pgettext("sample", "She said she had not been paid for seven months.\nShe wants to call her sister first."),
    }


def _stages() -> list[Step]:
    labels = [
        pgettext("sample", "Draft"),
        pgettext("sample", "Sent"),
        pgettext("sample", "Acknowledged"),
        pgettext("sample", "Accepted"),
        pgettext("sample", "Outcome"),
    ]
    return steps_to(labels, 2)


def _filters() -> list[Chip]:
    return [
        Chip(pgettext("sample", "All"), "#filters", count=12),
        Chip(pgettext("sample", "To answer"), "#filters", current=True, count=3),
        Chip(pgettext("sample", "Overdue"), "#filters", count=1),
        Chip(pgettext("sample", "Closed"), "#filters"),
    ]


def _sections() -> list[Anchor]:
    return [
        Anchor(pgettext("sample", "Summary"), "#sections", current=True),
        Anchor(pgettext("sample", "Consents"), "#sections", count=4),
        Anchor(pgettext("sample", "Timeline"), "#sections"),
    ]


def _labels() -> list[tuple[str, Tone]]:
    return [
        (pgettext("sample", "Draft"), "quiet"),
        (pgettext("sample", "Sent"), "info"),
        (pgettext("sample", "Accepted"), "ok"),
        (pgettext("sample", "Urgent"), "warn"),
        (pgettext("sample", "Emergency"), "danger"),
    ]


def _words() -> dict[str, str]:
    return {
        "acknowledge": pgettext("sample", "Acknowledge"),
        "accept": pgettext("sample", "Accept"),
        "withdraw": pgettext("sample", "Withdraw"),
        "sure": pgettext("sample", "Withdraw this consent?"),
        "effect": pgettext("sample", "Access that stands on it ends at once. No service is lost."),
        "nobody": pgettext("sample", "No referral waits"),
        "teach": pgettext(
            "sample",
            "When another desk refers somebody to you, it stands here with its clock. To refer somebody, open the case first.",
        ),
        "why": pgettext("sample", "Your desk received this referral, and the consent to refer stands."),
    }


def _deadlines() -> list[tuple[datetime, datetime | None]]:
    return [
        (NOW + timedelta(hours=3, minutes=20), None),
        (NOW + timedelta(minutes=35), None),
        (NOW - timedelta(hours=2, minutes=5), None),
        (NOW + timedelta(hours=1), NOW - timedelta(minutes=10)),
        (NOW - timedelta(hours=1), NOW),
    ]


def _moments() -> list[Moment]:
    return [
        Moment(
            NOW - timedelta(minutes=4),
            pgettext("sample", "Referral accepted"),
            who=pgettext("sample", "Shelter desk, Amman"),
            tone="ok",
        ),
        Moment(
            NOW - timedelta(hours=2),
            pgettext("sample", "Referral sent"),
            pgettext("sample", "Needs a safe place tonight."),
            url="#moments",
        ),
        Moment(
            NOW - timedelta(days=1),
            pgettext("sample", "Consent recorded"),
            who=pgettext("sample", "Police desk, Zarqa"),
            tone="quiet",
        ),
        Moment(NOW - timedelta(days=2), pgettext("sample", "First answer was overdue"), tone="danger"),
    ]


def _rows() -> list[Row]:
    return [
        Row(pgettext("sample", "Languages"), "العربية، English"),
        Row(pgettext("sample", "Age band"), "18–24", url="#rows", act=pgettext("sample", "Change")),
        Row(pgettext("sample", "Allergies")),
        Row(
            pgettext("sample", "Health"),
            why=pgettext("sample", "Only those named by the health desk may open this section."),
        ),
    ]


def _work() -> list[dict[str, object]]:
    return [
        {
            "reference": REFERENCE,
            "what": pgettext("sample", "Shelter, one woman with a child"),
            "who": pgettext("sample", "Police desk, Zarqa"),
            "urgency": pgettext("sample", "Emergency"),
            "tone": "danger",
            "due": NOW - timedelta(minutes=12),
        },
        {
            "reference": "T9WB-2HNC",
            "what": pgettext("sample", "Legal advice"),
            "who": pgettext("sample", "Labour inspection desk, Irbid"),
            "urgency": pgettext("sample", "Urgent"),
            "tone": "warn",
            "due": NOW + timedelta(minutes=50),
        },
        {
            "reference": "P3RD-8VKA",
            "what": pgettext("sample", "Health care"),
            "who": pgettext("sample", "Camp desk, Azraq"),
            "urgency": pgettext("sample", "Normal"),
            "tone": "quiet",
            "due": NOW + timedelta(days=1, hours=5),
        },
    ]
