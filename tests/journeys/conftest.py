"""Two people at two browsers: an officer on a phone in Arabic, the receiving desk in English at a desk."""

import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import RLock
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIHandler
from django.db.transaction import Atomic
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from malath.accounts import actions
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.accounts.words import Language
from malath.agencies.models import Desk
from malath.agencies.testing import ALWAYS, make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.foundation import clock, marks
from malath.foundation.actor import WORKER
from malath.foundation.models import Mark
from malath.foundation.sqlcipher.base import Cursor
from malath.publicsite.tests.conftest import public_site
from tests.journeys.searched import Searched

__all__ = ["public_site"]  # a fixture of the public site, for the journeys too
STATEMENTS = ("execute", "executemany", "fetchone", "fetchmany", "fetchall")
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.fixture(autouse=True)
def one_at_a_time(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """All threads of the live server, and the test itself, share the one connection to a database in memory: a request, an act
    of the test and a statement take turns. Two at once would stand in one transaction, or wait for each other for ever: one
    holds the interpreter and wants the database, the other the reverse."""
    if request.node.get_closest_marker("browser") is None:
        return
    turn, enter, leave = RLock(), Atomic.__enter__, Atomic.__exit__
    for owner, name in [(WSGIHandler, "__call__"), *((Cursor, one) for one in STATEMENTS)]:
        monkeypatch.setattr(owner, name, in_turn(turn, getattr(owner, name)))

    def begin(self: Atomic) -> None:
        turn.acquire()
        try:
            enter(self)
        except BaseException:
            turn.release()
            raise

    def end(self: Atomic, *how: Any) -> None:
        try:
            leave(self, *how)
        finally:
            turn.release()

    monkeypatch.setattr(Atomic, "__enter__", begin)
    monkeypatch.setattr(Atomic, "__exit__", end)


def in_turn(turn: Any, method: Callable[..., Any]) -> Callable[..., Any]:
    def one_after_the_other(*args: Any, **named: Any) -> Any:
        with turn:
            return method(*args, **named)

    return one_after_the_other


@pytest.fixture(autouse=True)
def searched(monkeypatch: pytest.MonkeyPatch) -> Iterator[Searched]:
    """Whatever a journey is answered, with or without a browser, and whatever it mails and logs, is searched for where a
    shelter is. It may be said behind one door alone."""
    watching, answer = Searched(), BaseHandler.get_response

    def watched(self: BaseHandler, request: HttpRequest) -> HttpResponseBase:
        answered = answer(self, request)
        watching.look_at(request, answered)
        return answered

    monkeypatch.setattr(BaseHandler, "get_response", watched)
    logging.getLogger().addHandler(watching)
    yield watching
    logging.getLogger().removeHandler(watching)
    watching.look_at_mails()
    assert watching.leaks == []


@dataclass(frozen=True)
class Town:
    """The bodies of scenarios 1 and 6, somebody on duty at each."""

    inspector: User
    operator: User
    shelter_worker: User
    shelter_supervisor: User
    lawyer: User
    unit_officer: User
    inspection: Desk
    association: Desk
    shelter: Desk
    legal: Desk
    unit: Desk


@pytest.fixture
def town(transactional_db: None) -> Iterator[Town]:
    now = clock.now()
    Mark.objects.create(kind=Mark.DEMO, created_at=now)
    marks.forget()
    before = now - timedelta(days=30)

    def desk(kind: AgencyKind, name: tuple[str, str], *services: ServiceKind) -> Desk:
        agency = make_agency(kind, *name, at=before)
        return make_desk(agency, services=services, hours=ALWAYS, at=before)

    inspection = desk(AgencyKind.LABOUR, ("Inspection", "التفتيش"))
    association = desk(AgencyKind.ASSOCIATION, ("Helpline association", "جمعية الخط الساخن"))
    shelter = desk(AgencyKind.SHELTER, ("Shelter of the hill", "دار التل"), ServiceKind.SHELTER)
    legal = desk(AgencyKind.LEGAL, ("Legal aid", "المساعدة القانونية"), ServiceKind.LEGAL)
    unit = desk(AgencyKind.CTU, ("The Unit", "الوحدة"), ServiceKind.IDENTIFICATION)

    def staff(role: Role, desk: Desk, name: str, language: Language = Language.ENGLISH) -> User:
        user = make_user(role, desk, name_en=name, name_ar=name, language=language, at=before)
        if role != Role.INSPECTOR:
            on_duty(desk, user, now)
        return user

    yield Town(
        inspector=staff(Role.INSPECTOR, inspection, "Rana", Language.ARABIC),
        operator=staff(Role.CASE_MANAGER, association, "Zayd", Language.ARABIC),
        shelter_worker=staff(Role.SHELTER_STAFF, shelter, "Amal"),
        shelter_supervisor=staff(Role.SUPERVISOR, shelter, "Ghada"),
        lawyer=staff(Role.LAWYER, legal, "Yara"),
        unit_officer=staff(Role.CTU_IDENT, unit, "Dina"),
        inspection=inspection,
        association=association,
        shelter=shelter,
        legal=legal,
        unit=unit,
    )
    marks.forget()


def on_duty(desk: Desk, user: User, now: datetime) -> None:
    since, until = now - timedelta(hours=1), now + timedelta(days=2)
    actions.put_on_duty(desk, user, from_at=since, until=until, by=WORKER, at=since - timedelta(hours=1))


def look_at(page: Page, address: str, status: int = 200, *, closely: bool = True) -> list[str]:
    """Go to an address; what is wrong there for those who use it by keyboard, by ear, enlarged, or on a small screen. Not
    closely: whether it opens and fits."""
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == status, address
    take_pictures(page, address)
    return faults_on(page, address) if closely else too_wide(page, address)


def take_pictures(page: Page, address: str) -> None:
    """The page on a phone and at a desk, in the folder that MALATH_PICTURES names; nothing is kept otherwise."""
    folder = os.environ.get("MALATH_PICTURES")
    if not folder:
        return
    usual, language = page.viewport_size, page.locator("html").get_attribute("lang")
    for size in (PHONE, DESK):
        page.set_viewport_size(size)  # type: ignore[arg-type]  # a plain dict
        name = f"{address.strip('/').replace('/', '_') or 'home'}.{language}.{size['width']}.png"
        page.screenshot(path=Path(folder) / name, full_page=True)
    page.set_viewport_size(usual or DESK)  # type: ignore[arg-type]  # a plain dict


def faults_on(page: Page, name: str) -> list[str]:
    """What is wrong with the page as it stands."""
    faults = [
        f"{name}: {fault['id']} {node['target']}" for fault in Axe().run(page).response["violations"] for node in fault["nodes"]
    ]
    return faults + too_wide(page, name)


def too_wide(page: Page, name: str) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [f"{name} scrolls sideways"] if wide else []


SignIn = Callable[..., Page]


@pytest.fixture
def sign_in(browser: Browser, live_server: LiveServer) -> Iterator[SignIn]:
    """A browser of their own for somebody of the demonstration, signed in with one key."""
    contexts: list[BrowserContext] = []

    def open_browser(user: User, *, phone: bool = False, script: bool = True) -> Page:
        context = browser.new_context(
            viewport=PHONE if phone else DESK,  # type: ignore[arg-type]  # a plain dict
            base_url=live_server.url.replace("127.0.0.1", "localhost"),
            java_script_enabled=script,
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.goto("/sign-in/")
        with page.expect_navigation():
            page.locator(f"button[value='{user.reference}']").click()
        return page

    yield open_browser
    for context in contexts:
        context.close()
