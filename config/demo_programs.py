"""Programs of bodies in the demonstration: one is let in, one waits for somebody else. Nothing is told to any of them."""

from datetime import datetime, timedelta

from config.demo_cast import House
from malath.accounts.roles import Power, Role
from malath.api import actions as systems
from malath.api.actions import hooks

ADDRESS = "https://records.invalid/told"


def programs_come(house: House, now: datetime) -> None:
    """The records of a shelter answer what is sent to it; those of the labour inspection wait to be let in."""
    administrator, officer = house.named("Adam Demo"), house.named("Jamil Demo")
    until, before = now + timedelta(days=200), now - timedelta(days=9)
    shelter = systems.ask(
        desk=house.desks["shelter"], role=Role.SHELTER_MANAGER, powers=[Power.ANSWER], name_en="Residents' records",
        name_ar="سجل المقيمين", until=until, by=administrator, at=before,
    )  # fmt: skip
    allowed = systems.allow(shelter, by=officer, at=before + timedelta(days=1))
    hooks.ask_hook(allowed, address=ADDRESS, by=administrator, at=before + timedelta(days=2))
    systems.ask(
        desk=house.desks["inspection_amman"], role=Role.INSPECTOR, powers=[Power.REFER], name_en="Inspection register",
        name_ar="سجل التفتيش", until=until, by=administrator, at=now - timedelta(days=1),
    )  # fmt: skip
