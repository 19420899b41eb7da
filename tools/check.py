"""All that can be said about this house without running it; one line for each check that finds nothing.

python -m tools.check          check
python -m tools.check --fix    mend what can be mended by itself
"""

import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
BIN = Path(PYTHON).parent
AT_ONCE = 2

# The slowest first.
CHECKS = {
    "types": [PYTHON, "-m", "mypy"],
    "style": [PYTHON, "-m", "ruff", "check", "--quiet", "--output-format", "concise"],
    "format": [PYTHON, "-m", "ruff", "format", "--check", "--output-format", "concise"],
    "map of the code": [str(BIN / "lint-imports"), "--no-logo"],
    "Django": [PYTHON, "-m", "tools.house", "django"],
    "migrations": [PYTHON, "-m", "tools.house", "migrations"],
    "templates": [PYTHON, "-m", "tools.house", "templates"],
    "translations": [PYTHON, "-m", "tools.house", "translations"],
    "licences": [PYTHON, "-m", "tools.licences", "--check"],
    "security list": [PYTHON, "-m", "tools.asvs", "--check"],
}
MENDS = (
    [PYTHON, "-m", "ruff", "check", "--fix", "--quiet"],
    [PYTHON, "-m", "ruff", "format", "--quiet"],
    [PYTHON, "-m", "tools.licences", "--write"],
    [PYTHON, "-m", "tools.asvs", "--write"],
)


@dataclass(frozen=True)
class Result:
    name: str
    fine: bool
    answer: str
    seconds: float


def main(arguments: Sequence[str]) -> int:
    if "--fix" in arguments:
        return max(subprocess.call(command, cwd=ROOT) for command in MENDS)
    with ThreadPoolExecutor(AT_ONCE) as hands:
        results = [tell(result) for result in hands.map(carry_out, CHECKS)]
    return 0 if all(results) else 1


def carry_out(name: str) -> Result:
    started = time.monotonic()
    done = subprocess.run(CHECKS[name], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return Result(name, done.returncode == 0, done.stdout, time.monotonic() - started)


def tell(result: Result) -> bool:
    if result.fine:
        print(f"{result.name}: fine ({result.seconds:.1f} s)", flush=True)
    else:
        print(f"\n{result.answer.strip()}\n{result.name}: to be mended\n", flush=True)
    return result.fine


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
