"""A service of `deploy/`, started without systemd as systemd starts it: same program, same environment, other folders."""

import os
import shlex
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tools import children
from tools.children import Child

OF_EVERY_SERVICE: Final = ("PATH", "LANG", "LC_ALL")
CREDENTIAL: Final = "malath-passphrase"


class DoesNotStart(Exception):
    """What a service needs first and does not get."""


@dataclass(frozen=True)
class Service:
    """One unit. `values`: step 1 of the administrator's guide, for what the unit says of a real machine."""

    path: Path
    values: Mapping[str, str]

    def said(self, name: str) -> list[str]:
        """Every value of one name, in its order, with the folders and ports of this machine."""
        lines = self.path.read_text(encoding="utf-8").splitlines()
        return [self._here(line.removeprefix(f"{name}=")) for line in lines if line.startswith(f"{name}=")]

    def start(self, logs: Path) -> Child:
        """Errors: `DoesNotStart`."""
        env = self.environment(logs)
        for command in self.said("ExecStartPre"):
            done = subprocess.run(shlex.split(command), env=env, cwd=self.values["CODE"], capture_output=True, check=False)
            if done.returncode:
                raise DoesNotStart(f"{self.path.name}: {done.stderr.decode(errors='replace').strip()}")
        (command,) = self.said("ExecStart")
        return children.start(self.path.stem, shlex.split(command), env=env, log=logs / f"{self.path.stem}.log")

    def environment(self, logs: Path) -> dict[str, str]:
        """What stands in its files, and the folder of its credential; nothing else of whoever starts it."""
        env = {name: value for name, value in os.environ.items() if name in OF_EVERY_SERVICE}
        for file in self.said("EnvironmentFile"):
            lines = Path(file).read_text(encoding="utf-8").splitlines()
            env |= dict(line.split("=", 1) for line in lines if "=" in line)
        if self.said("LoadCredentialEncrypted"):
            folder = logs / f"{self.path.stem}-credentials"
            folder.mkdir(mode=0o700, exist_ok=True)
            (folder / CREDENTIAL).write_bytes(Path(self.values["MALATH_PASSPHRASE_FILE"]).read_bytes())
            env["CREDENTIALS_DIRECTORY"] = str(folder)
        return env

    def _here(self, text: str) -> str:
        places = {
            "/opt/malath": "CODE", "/etc/malath": "ETC", "/srv/malath": "MALATH_VAR", "/srv/backup": "BACKUPS",
            "127.0.0.1:8000": "STAFF_PORT", "127.0.0.1:8001": "PUBLIC_PORT",
        }  # fmt: skip
        for real, name in places.items():
            here = self.values[name]
            text = text.replace(real, f"127.0.0.1:{here}" if name.endswith("_PORT") else here)
        return text.replace("/run/malath-pages", f"{self.values['MALATH_VAR']}-pages")
