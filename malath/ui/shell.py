"""What the frame around every signed-in page shows: one value, made by the door that knows the user."""

from dataclasses import dataclass
from typing import Final, Literal

IN_FRONT: Final = 4
"""So many places stand in one row on a phone."""
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
    theme: Theme
    inbox_count: int | None
    sign_out_url: str
    settings_url: str
    language_url: str
    inbox_url: str = ""
    home_url: str = "/"
    lock: Lock = Lock()

    @property
    def in_front(self) -> tuple[NavItem, ...]:
        """The first places, and where one is; all of them where only one more would be behind the button."""
        few = len(self.nav) <= IN_FRONT + 1
        return self.nav if few else tuple(item for place, item in enumerate(self.nav) if place < IN_FRONT or item.current)

    @property
    def behind(self) -> tuple[NavItem, ...]:
        """The places that the button "More" opens."""
        return tuple(item for item in self.nav if item not in self.in_front)
