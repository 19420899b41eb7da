"""What the frame around every signed-in page shows: one value, made by the door that knows the user."""

from dataclasses import dataclass
from typing import Literal

Theme = Literal["auto", "light", "dark"]


@dataclass(frozen=True)
class NavItem:
    """One entry of the main navigation; `count` is what waits there, None when nothing is counted."""

    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Lock:
    """After how many seconds without use the page is covered (0: never), and the addresses of the lock."""

    after: int = 0
    url: str = ""
    now_url: str = ""


@dataclass(frozen=True)
class Shell:
    """The context variable `shell`. Missing when signed out: the frame then shows only the brand."""

    nav: tuple[NavItem, ...]
    user_name: str
    desk_name: str
    role_name: str
    demo: bool
    theme: Theme
    inbox_count: int | None
    sign_out_url: str
    settings_url: str
    language_url: str
    inbox_url: str = ""
    home_url: str = "/"
    lock: Lock = Lock()
