from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django import forms
from django.template import engines
from django.urls import NoReverseMatch
from django.utils import translation

from malath.ui.fields import Choice, Line, Phone
from malath.ui.pieces import Anchor, Chip, Moment, Pager, Row, Tone, steps_to

NOW = datetime(2026, 11, 12, 7, 32, tzinfo=UTC)
EVIL = '<b onclick="x">\u202eevil</b>'


def shown(source: str, language: str = "en", **context: Any) -> str:
    with translation.override(language):
        return str(engines["django"].from_string(source).render(context))


class Sample(forms.Form):
    alias = Line(label="Alias", help_text="Seen by your desk")
    phone = Phone(label="Phone", required=False)
    answer = Choice(label="Answer", choices=[("yes", "Yes"), ("no", "No")], hints={"no": "Nothing happens"})
    sure = forms.BooleanField(label="Sure")
    token = forms.CharField(widget=forms.HiddenInput, required=False)


class Search(forms.Form):
    phone = Phone(label="Phone", required=False)


def test_a_code_is_fenced_and_escaped() -> None:
    assert shown("{{ code|iso }}", code="KX7M-4QPD") == "<bdi>KX7M-4QPD</bdi>"
    assert shown("{{ code|iso }}", code=EVIL) == "<bdi>&lt;b onclick=&quot;x&quot;&gt;evil&lt;/b&gt;</bdi>"
    assert shown("{{ code|iso }}", code=None) == ""


def test_a_phone_is_grouped_and_reads_left_to_right() -> None:
    assert shown("{{ n|phone }}", "ar", n="+962790000012") == '<bdi dir="ltr">+962 7 9000 0012</bdi>'
    assert shown("{{ n|phone }}", n="911") == '<bdi dir="ltr">911</bdi>'


def test_a_moment_is_fenced_and_readable_by_machines() -> None:
    assert shown("{{ at|when }}", "ar", at=NOW) == (
        '<time datetime="2026-11-12T10:32+03:00"><bdi>12 تشرين الثاني 2026، 10:32</bdi></time>'
    )


def test_the_day_of_a_moment_is_ammans_day() -> None:
    late = datetime(2026, 11, 12, 22, 30, tzinfo=UTC)
    assert shown("{{ at|day }}", at=late) == '<time datetime="2026-11-13"><bdi>13 Nov 2026</bdi></time>'


def test_nothing_recorded_shows_nothing() -> None:
    source = "{{ x|when }}{{ x|day }}{{ x|ago:now }}{{ x|remaining:now }}{{ x|phone }}{{ x|number }}{{ x|prose }}"
    assert shown(source, x=None, now=NOW) == ""


def test_prose_keeps_lines_and_escapes() -> None:
    assert shown("{{ text|prose }}", text=f"one\ntwo\n\n{EVIL[:3]}") == (
        '<p class="prose" dir="auto">one\ntwo</p><p class="prose" dir="auto">&lt;b </p>'
    )


def test_a_field_ties_its_hint_to_its_control() -> None:
    html = shown("{% field form.alias %}", form=Sample())
    assert '<label for="id_alias">Alias</label>' in html
    assert '<p class="hint" id="id_alias_hint">Seen by your desk</p>' in html
    assert 'aria-describedby="id_alias_hint"' in html
    assert "aria-invalid" not in html


def test_a_wrong_field_says_so_beside_it_and_to_screen_readers() -> None:
    html = shown("{% field form.alias %}", form=Sample({}))
    assert 'aria-describedby="id_alias_hint id_alias_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_alias_error"' in html
    assert "This field is required." in html


def test_a_phone_number_in_prose_reads_left_to_right() -> None:
    assert shown("{{ text|prose }}", text="هاتفي +962 7 9000 0395.") == (
        '<p class="prose" dir="auto">هاتفي <bdi dir="ltr">+962 7 9000 0395</bdi>.</p>'
    )


def test_an_optional_field_is_marked() -> None:
    assert "(optional)" in shown("{% field form.phone %}", form=Sample())
    assert "(optional)" not in shown("{% field form.alias %}", form=Sample())
    assert "(optional)" not in shown("{% field form.phone optional=False %}", form=Sample())


def test_a_form_that_needs_nothing_marks_nothing() -> None:
    assert "(optional)" not in shown("{% field form.phone %}", form=Search())


def test_a_phone_field_reads_left_to_right() -> None:
    assert 'dir="ltr"' in shown("{% field form.phone %}", "ar", form=Sample())


def test_radio_buttons_stand_in_a_fieldset_each_with_its_label_and_hint() -> None:
    html = shown("{% field form.answer %}", form=Sample({}))
    assert '<fieldset class="field wrong" aria-describedby="id_answer_error">' in html
    assert "<legend>Answer</legend>" in html
    assert '<label for="id_answer_1">No<span class="hint">Nothing happens</span></label>' in html


def test_what_was_typed_comes_back_escaped() -> None:
    html = shown("{% field form.alias %}", form=Sample({"alias": EVIL}))
    assert "<b onclick" not in html
    assert "&lt;b onclick" in html


def test_a_hidden_field_is_only_its_control() -> None:
    assert shown("{% field form.token %}", form=Sample()).strip() == ('<input type="hidden" name="token" id="id_token">')


def test_all_fields_are_shown_in_order() -> None:
    html = shown("{% fields form %}", form=Sample())
    places = [html.index(f'name="{name}"') for name in ("alias", "phone", "answer", "sure", "token")]
    assert places == sorted(places)


def test_the_error_summary_leads_to_each_field() -> None:
    html = shown("{% form_errors form %}", form=Sample({}))
    assert 'role="alert"' in html
    assert 'tabindex="-1"' in html
    for target in ("#id_alias", "#id_answer_0", "#id_sure"):
        assert f'href="{target}"' in html


def test_a_form_without_errors_has_no_summary() -> None:
    assert shown("{% form_errors form %}", form=Sample()).strip() == ""


def test_an_act_posts_with_its_token_and_says_what_it_is_about() -> None:
    html = shown('{% act "/x/" "Accept" about="KX7M" target="#answer" %}', csrf_token="secret")
    assert '<form class="act" method="post" action="/x/" hx-post="/x/" hx-target="#answer"' in html
    assert 'name="csrfmiddlewaretoken" value="secret"' in html
    assert 'Accept<span class="unseen"> KX7M</span>' in html


def test_an_act_without_target_asks_htmx_for_nothing() -> None:
    assert "hx-" not in shown('{% act "/x/" "Accept" %}', csrf_token="secret")


def test_a_confirmation_says_what_will_happen_before_its_button() -> None:
    html = shown('{% confirm "/x/" "Sure?" "Withdraw" %}<p>Access ends.</p>{% endconfirm %}', csrf_token="secret")
    assert html.index("Sure?") < html.index("Access ends.") < html.index("<button")
    assert 'value="secret"' in html


@pytest.mark.parametrize(
    ("left", "stopped", "tone", "text"),
    [
        (timedelta(hours=3, minutes=20), None, "calm", "Left: 3 hours 20 minutes"),
        (timedelta(minutes=60), None, "soon", "Left: 1 hour"),
        (timedelta(), None, "soon", "Left: less than a minute"),
        (-timedelta(minutes=5), None, "late", "Overdue: 5 minutes"),
        (timedelta(minutes=1), NOW, "met", "In time"),
        (-timedelta(hours=2), NOW, "late", "Late by: 2 hours"),
    ],
)
def test_a_clock_says_in_words_how_it_stands(left: timedelta, stopped: datetime | None, tone: str, text: str) -> None:
    html = shown("{% clock due now stopped=stopped %}", due=NOW + left, now=NOW, stopped=stopped)
    assert f'class="clock {tone}"' in html
    assert f">{text}<" in html
    assert ("data-clock" in html) is (stopped is None)


def test_a_clock_speaks_arabic() -> None:
    html = shown("{% clock due now %}", "ar", due=NOW - timedelta(hours=2), now=NOW)
    assert "متأخر: ساعتان" in html


def test_a_clock_goes_on_in_the_language_of_its_page() -> None:
    for language, words in (("en", "Left: {}"), ("ar", "المتبقي: {}"), ("en", "Left: {}")):
        assert f'data-left="{words}"' in shown("{% clock due now %}", language, due=NOW, now=NOW)


def test_an_address_is_that_of_the_url() -> None:
    for source in ('{% url "workday:case" reference %}', '{% address "workday:case" reference %}'):
        assert shown(source, reference="7KQF-2M9X-4TZB") == "/cases/7KQF-2M9X-4TZB/"


@pytest.mark.parametrize("reference", ["", "7KQF", '"><script>', "7KQF-2M9X-4TZB/accept"])
def test_an_address_leads_to_references_only(reference: str) -> None:
    with pytest.raises(NoReverseMatch):
        shown('{% address "workday:case" reference %}', reference=reference)


def test_no_deadline_no_clock() -> None:
    assert shown("{% clock due now %}", due=None, now=NOW).strip() == ""


def test_steps_mark_where_one_stands() -> None:
    html = shown("{% steps items %}", items=steps_to(["Draft", "Sent", "Answered"], 1))
    assert html.count('aria-current="step"') == 1
    assert "Step 2 of 3: Sent" in html
    assert '<li class="done">' in html


def test_a_finished_way_has_no_current_step() -> None:
    html = shown("{% steps items %}", items=steps_to(["Draft", "Sent"], 2))
    assert "aria-current" not in html
    assert html.count('<li class="done">') == 2


def test_a_timeline_escapes_what_people_wrote() -> None:
    html = shown("{% timeline items %}", items=[Moment(NOW, EVIL, EVIL, who=EVIL)])
    assert "<b onclick" not in html
    assert html.count("&lt;b onclick") == 3


def test_a_summary_tells_empty_from_hidden() -> None:
    rows = [Row("Allergies"), Row("Children", 0), Row("Health", why="Only for doctors"), Row("Name", None)]
    html = shown("{% summary_list rows %}", rows=rows)
    assert html.count("Not recorded") == 2
    assert "<dd><bdi>0</bdi></dd>" in html
    assert "Only for doctors" in html


def test_reasons_are_listed_or_nothing_is_said() -> None:
    assert "No consent" in shown("{% why_not reasons %}", reasons=["No consent"])
    assert shown("{% why_not reasons %}", reasons=[]).strip() == ""


def test_an_empty_place_teaches_the_first_act() -> None:
    html = shown('{% empty "Nothing waits" "It comes here." url="/new/" act="Open a case" %}')
    assert '<a class="button" href="/new/">Open a case</a>' in html


def test_chips_and_anchors_name_themselves_and_mark_the_current_one() -> None:
    html = shown('{% chips items "Status" %}', items=[Chip("All", "?a", True, 0), Chip("Late", "?b")])
    assert 'aria-label="Status"' in html
    assert '<a href="?a" aria-current="true">All <bdi class="count">0</bdi></a>' in html
    html = shown('{% anchors items "Parts" %}', items=[Anchor("Summary", "#s", True)])
    assert 'aria-current="page"' in html


def test_a_pager_shows_only_the_ends_that_exist() -> None:
    html = shown("{% pager pages %}", pages=Pager(older="?before=x"))
    assert 'rel="next"' in html
    assert 'rel="prev"' not in html
    assert shown("{% pager pages %}", pages=Pager()).strip() == ""


@pytest.mark.parametrize("tone", ["quiet", "info", "ok", "warn", "danger"])
def test_a_tag_is_a_word_before_it_is_a_colour(tone: Tone) -> None:
    assert shown("{% tag text tone %}", text=EVIL[:3], tone=tone) == f'<span class="tag {tone}">&lt;b </span>'


def test_what_stands_inside_a_block_is_escaped_once() -> None:
    for source in (
        "{% notice %}{{ x }}{% endnotice %}",
        "{% card x %}{{ x }}{% endcard %}",
        "{% more x %}{{ x }}{% endmore %}",
    ):
        html = shown(source, x="<i>")
        assert "<i>" not in html
        assert "&lt;i&gt;" in html
        assert "&amp;lt;" not in html


def test_a_message_that_answers_is_announced() -> None:
    assert 'role="alert"' in shown('{% notice "danger" alert=True %}x{% endnotice %}')
    assert 'role="status"' in shown('{% notice "ok" alert=True %}x{% endnotice %}')
    assert "role=" not in shown('{% notice "ok" %}x{% endnotice %}')


def test_a_code_can_be_copied_without_hidden_marks() -> None:
    html = shown("{% copyable code %}", code="KX7M\u202e")
    assert 'data-copy="KX7M"' in html
    assert '<bdi class="code">KX7M</bdi>' in html
