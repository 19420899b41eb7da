"""The components and filters every page is made of. `malath/ui/README.md` lists them; `/ui/` shows them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override, pgettext
from django.utils.translation import gettext as _

from malath.foundation.clock import in_amman
from malath.foundation.references import is_reference
from malath.ui import times
from malath.ui.charts import Range, Trend
from malath.ui.phones import phone_groups
from malath.ui.pieces import Anchor, Chip, Moment, Pager, Row, Step
from malath.ui.text import strip_bidi
from malath.ui.tree import TreeLine, tree_html

register = template.Library()
SOME_REFERENCE = "2222-2222-2222"
_REFERENCE = re.compile(r"[2-9A-Z]{4}(?:-[2-9A-Z]{4}){2}")
_PHONE = re.compile(r"(\+\d[\d ]{5,}\d)")


@register.filter
def iso(value: object) -> SafeString | str:
    """A code, name or number fenced off from the direction of the text around it."""
    return _fenced(value)


@register.filter
def ltr(value: object) -> SafeString | str:
    """As `iso`, but always left to right: codes with signs, formulas, addresses of the web."""
    return _fenced(value, "ltr")


@register.filter
def phone(value: str | None) -> SafeString | str:
    """An E.164 number in groups, always left to right."""
    return _fenced(phone_groups(value), "ltr") if value else ""


@register.filter
def number(value: float | None) -> SafeString | str:
    return "" if value is None else _fenced(times.number_text(value))


@register.filter
def dinars(value: Decimal | None) -> SafeString | str:
    """An amount in dinars with its three decimals."""
    return "" if value is None else _fenced(times.dinars_text(value))


@register.filter
def when(value: datetime | None) -> SafeString | str:
    """A moment on Amman's wall clock: «12 تشرين الثاني 2026، 10:32»."""
    if value is None:
        return ""
    return _time(in_amman(value).isoformat(timespec="minutes"), times.moment_text(value))


@register.filter
def day(value: date | None) -> SafeString | str:
    """A date; of a moment, the day it was in Amman."""
    if value is None:
        return ""
    plain = in_amman(value).date() if isinstance(value, datetime) else value
    return _time(plain.isoformat(), times.day_text(plain))


@register.filter
def ago(value: datetime | None, now: datetime) -> SafeString | str:
    """How long before `now`: «منذ ساعتين»."""
    if value is None:
        return ""
    return _time(in_amman(value).isoformat(timespec="minutes"), times.since_text(now - value))


@register.filter
def remaining(value: datetime | None, now: datetime) -> str:
    """How long from `now` until `value`, without saying whether it is past: «3 ساعات و20 دقيقة»."""
    return "" if value is None else times.span_text(value - now)


@register.filter
def span(value: timedelta | None) -> str:
    return "" if value is None else times.span_text(value)


@register.filter
def prose(value: str | None) -> SafeString:
    """Somebody's own words: each paragraph in its own direction, line breaks kept, phone numbers fenced off, nothing that
    turns the order of letters."""
    paragraphs = [part.strip("\n") for part in strip_bidi(value or "").split("\n\n") if part.strip()]
    return format_html_join("", '<p class="prose" dir="auto">{}</p>', ((_with_phones(part),) for part in paragraphs))


def _with_phones(text: str) -> SafeString:
    """The text with each international number as it is dialled: in Arabic the plus would change sides."""
    parts = (_fenced(part, "ltr") if n % 2 else part for n, part in enumerate(_PHONE.split(text)))
    return format_html_join("", "{}", ((part,) for part in parts))


def _fenced(value: object, direction: str = "") -> SafeString | str:
    if value is None or value == "":
        return ""
    text = conditional_escape(value if isinstance(value, SafeString) else strip_bidi(str(value)))
    if direction:
        return format_html('<bdi dir="ltr">{}</bdi>', text)
    return format_html('<bdi class="keep">{}</bdi>' if _REFERENCE.fullmatch(str(text)) else "<bdi>{}</bdi>", text)


def _time(machine: str, words: str) -> SafeString:
    return format_html('<time datetime="{}"><bdi>{}</bdi></time>', machine, words)


@dataclass(frozen=True)
class Option:
    tag: str
    id: str
    label: str
    hint: str


@register.inclusion_tag("ui/field.html")
def field(bound: BoundField, hint: str = "", label: str = "", optional: bool = True) -> dict[str, object]:
    """A form field whole: label, hint, error beside it, tied together for screen readers.

    One that may stay empty is marked, unless the form needs nothing at all (a search), or `optional=False`: another
    answer decides whether this one is needed. What decides it may be said (`needed_for` of the field).
    """
    hint, grouped = hint or str(bound.help_text), _is_group(bound)
    notes = {f"{bound.auto_id}_hint": hint, f"{bound.auto_id}_error": bound.errors}
    described = " ".join(place for place, note in notes.items() if note)
    attrs: dict[str, str | bool] = {"aria-describedby": described} if described and not grouped else {}
    return {
        "bound": bound,
        "label": label or bound.label,
        "hint": hint,
        "described": described,
        "grouped": grouped,
        "ticked": bound.widget_type == "checkbox",
        "hidden": bound.is_hidden,
        "control": "" if grouped else bound.as_widget(attrs=attrs),
        "options": _options(bound) if grouped else [],
        "optional": optional and _may_stay_empty(bound),
        "needed": getattr(bound.field, "needed_for", ""),
    }


@register.inclusion_tag("ui/fields.html")
def fields(form: BaseForm) -> dict[str, object]:
    """Every field of a form, in order; those that its page shows apart are left out."""
    return {"form": [bound for bound in form if bound.name not in getattr(form, "apart", ())]}


@register.inclusion_tag("ui/form_errors.html")
def form_errors(form: BaseForm) -> dict[str, object]:
    """The list of what to mend, at the top of the form; each line leads to its field."""
    lines = [(_first_control(bound), bound.label, error) for bound in form for error in bound.errors]
    return {"lines": lines, "general": form.non_field_errors()}


def _may_stay_empty(bound: BoundField) -> bool:
    chosen = bound.field.required or bound.widget_type == "checkbox"
    return not chosen and any(other.field.required for other in bound.form.visible_fields())


def _options(bound: BoundField) -> list[Option]:
    hints = getattr(bound.field, "hints", {})
    return [
        Option(
            tag=option.tag(),
            id=option.id_for_label,
            label=option.choice_label,
            hint=hints.get(str(option.data["value"]), ""),
        )
        for option in bound
    ]


def _first_control(bound: BoundField) -> str:
    return f"{bound.auto_id}_0" if _is_group(bound) else str(bound.id_for_label)


def _is_group(bound: BoundField) -> bool:
    return bound.widget_type in {"radioselect", "checkboxselectmultiple"}


@register.simple_tag
def address(name: str, reference: str) -> str:
    """The page of one reference, as `{% url %}` gives it. The way is looked up once: lists lead to fifty."""
    if not is_reference(reference):
        raise NoReverseMatch(f"{name} leads to a reference")
    return _way(name).replace(SOME_REFERENCE, reference)


@cache
def _way(name: str) -> str:
    return reverse(name, args=[SOME_REFERENCE])


@register.inclusion_tag("ui/button.html")
def button(
    label: str, url: str = "", tone: str = "", name: str = "", value: str = "", small: bool = False
) -> dict[str, object]:
    """A submit button, or with `url` a link that looks like one. `tone`: primary, danger, quiet or none."""
    return {"label": label, "url": url, "tone": tone, "name": name, "value": value, "small": small}


@register.inclusion_tag("ui/act.html", takes_context=True)
def act(
    context: Context,
    url: str,
    label: str,
    *,
    tone: str = "",
    target: str = "",
    small: bool = False,
    about: str = "",
) -> dict[str, object]:
    """One button, one URL, one act: a form of its own that posts. `target` is the part htmx replaces.

    `about` completes the label for those who hear the page ("Accept" → "Accept MLT-…").
    """
    return {
        "url": url,
        "label": label,
        "tone": tone,
        "target": target,
        "small": small,
        "about": about,
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_block_tag(takes_context=True)
def confirm(
    context: Context,
    content: str,
    url: str,
    question: str,
    label: str,
    *,
    tone: str = "danger",
    sure: str = "",
) -> SafeString:
    """A second look before an act, in place, without JavaScript: what will happen, then the button."""
    return _rendered(
        "ui/confirm.html",
        content=content,
        url=url,
        question=question,
        label=label,
        tone=tone,
        sure=sure or label,
        csrf_token=context.get("csrf_token"),
    )


@register.inclusion_tag("ui/copyable.html")
def copyable(value: str, about: str = "") -> dict[str, object]:
    """A code that can be selected with one tap, and copied with a button where the browser allows it."""
    return {"value": strip_bidi(value), "about": about}


@register.simple_tag
def tag(text: str, tone: str = "quiet") -> SafeString:
    """A status word. Tones: quiet, info, ok, warn, danger. No template of its own: lists show it fifty times."""
    return format_html('<span class="tag {}">{}</span>', tone, text)


@register.inclusion_tag("ui/steps.html")
def steps(items: Sequence[Step], label: str = "") -> dict[str, object]:
    return {
        "items": items,
        "label": label or _("Stages"),
        "place": next((n for n, step in enumerate(items, 1) if step.state == "current"), len(items)),
        "current": next((step for step in items if step.state == "current"), None),
    }


@register.simple_tag
def clock(due: datetime | None, now: datetime, stopped: datetime | None = None, soon_minutes: int = 60) -> SafeString | str:
    """A deadline and what is left of it. With `stopped` (when it was met or ended): whether in time. No template of its
    own: lists show it fifty times."""
    if due is None:
        return ""
    left = due - (stopped or now)
    late, soon = left < timedelta(), left <= timedelta(minutes=soon_minutes)
    return format_html(
        '<span class="clock {}"{}><span class="clock-text">{}</span> <small>{} {}</small></span>',
        "late" if late else "met" if stopped else "soon" if soon else "calm",
        "" if stopped else _ticking(due, now, soon_minutes * 60),
        _clock_text(times.span_text(left), late=late, stopped=stopped is not None),
        pgettext("deadline", "by"),
        when(due),
    )


def _ticking(due: datetime, now: datetime, soon: int) -> SafeString:
    """What the script needs that lets a clock go on in the browser."""
    moments = (int(due.timestamp()), int(now.timestamp()), soon)
    return format_html(' data-clock data-due="{}" data-now="{}" data-soon="{}"{}', *moments, _words_of_clocks(get_language()))


@cache
def _words_of_clocks(language: str | None) -> SafeString:
    """The words in which a clock goes on, the same for all of a page."""
    with override(language):
        left, late = (_clock_text("{}", late=late, stopped=False) for late in (False, True))
        template = ' data-left="{}" data-late="{}" data-joint="{}" data-moment="{}"'
        return format_html(template, left, late, times.joint(), _("less than a minute"))


def _clock_text(span: str, *, late: bool, stopped: bool) -> str:
    if stopped and not late:
        return pgettext("clock", "In time")
    if stopped:
        return pgettext("clock", "Late by: %(span)s") % {"span": span}
    if late:
        return pgettext("clock", "Overdue: %(span)s") % {"span": span}
    return pgettext("clock", "Left: %(span)s") % {"span": span}


@register.inclusion_tag("ui/timeline.html")
def timeline(items: Iterable[Moment]) -> dict[str, object]:
    return {"items": items}


@register.inclusion_tag("ui/trend.html")
def trend(lines: Trend, title: str) -> dict[str, object]:
    """Lines over time; a table beside it says the same."""
    return {"trend": lines, "title": title, "aside": 6 if lines.start > lines.end else -6}


@register.inclusion_tag("ui/ranges.html")
def range_bar(bar: Range) -> dict[str, object]:
    """A number that is told as a range."""
    return {"bar": bar}


@register.simple_tag
def tree(lines: Sequence[TreeLine], page: str, open_to: int = 1) -> SafeString:
    """Who or what hangs on whom; branches open on demand."""
    return tree_html(lines, page=page, open_to=open_to)


@register.inclusion_tag("ui/empty.html")
def empty(title: str, text: str = "", url: str = "", act: str = "") -> dict[str, object]:
    """An empty place that teaches: what it is for and the first act to take."""
    return {"title": title, "text": text, "url": url, "act": act}


@register.inclusion_tag("ui/chips.html")
def chips(items: Iterable[Chip], label: str) -> dict[str, object]:
    return {"items": items, "label": label}


@register.inclusion_tag("ui/pager.html")
def pager(pages: Pager) -> dict[str, object]:
    return {"pages": pages}


@register.inclusion_tag("ui/anchors.html")
def anchors(items: Iterable[Anchor], label: str) -> dict[str, object]:
    return {"items": items, "label": label}


@register.inclusion_tag("ui/summary_list.html")
def summary_list(rows: Iterable[Row]) -> dict[str, object]:
    return {"rows": rows}


@register.inclusion_tag("ui/why_not.html")
def why_not(reasons: Sequence[object], title: str = "") -> dict[str, object]:
    """The reasons why an act is not offered; nothing when there are none."""
    return {"reasons": reasons, "title": title or _("This cannot be done now")}


@register.simple_block_tag
def notice(content: str, tone: str = "info", title: str = "", alert: bool = False) -> SafeString:
    """A framed message. `alert` when it answers what the reader has just done."""
    return _rendered("ui/notice.html", content=content, tone=tone, title=title, alert=alert)


@register.simple_block_tag
def card(content: str, title: str = "", *, id: str = "", url: str = "", act: str = "", count: object = "") -> SafeString:
    """A section with a heading; `url` and `act` put one link beside the heading."""
    return _rendered("ui/card.html", content=content, title=title, id=id, url=url, act=act, count=count)


@register.simple_block_tag
def more(content: str, summary: str, open: bool = False) -> SafeString:
    """Detail that opens on demand."""
    return _rendered("ui/more.html", content=content, summary=summary, open=open)


def _rendered(name: str, **values: Any) -> SafeString:
    return SafeString(render_to_string(name, values))
