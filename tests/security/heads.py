"""What every answer tells the browser, whoever asked, at every address: it is asked where all addresses are walked."""

from collections.abc import Mapping

POLICY = ("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'")
NOT_TO_OTHERS = {"same-origin", "no-referrer"}


def lacking(heads: Mapping[str, str]) -> list[str]:
    """Which of the heads that keep an answer in its place are not there, or say less than they must."""
    policy, kind = heads.get("Content-Security-Policy", ""), heads.get("Content-Type", "")
    there = {
        "Content-Security-Policy": all(one in policy for one in POLICY) and "unsafe-inline" not in policy,
        "X-Content-Type-Options": heads.get("X-Content-Type-Options") == "nosniff",
        "X-Frame-Options": heads.get("X-Frame-Options") == "DENY",
        "Referrer-Policy": heads.get("Referrer-Policy") in NOT_TO_OTHERS,
        "Cross-Origin-Opener-Policy": heads.get("Cross-Origin-Opener-Policy") == "same-origin",
        "Cache-Control": bool(heads.get("Cache-Control")),
        "Content-Type": "charset=" in kind.lower() or not kind.startswith("text/"),
        "Access-Control-Allow-Origin": "Access-Control-Allow-Origin" not in heads,
    }
    return [name for name, holds in there.items() if not holds]
