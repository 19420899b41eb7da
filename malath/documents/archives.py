"""Archives that others made: names in them are not trusted. Pure."""


def climbs(name: str) -> bool:
    """Whether the name of an entry leads out of the folder into which it would be unpacked."""
    return name.startswith("/") or "\\" in name or ":" in name or "\0" in name or ".." in name.split("/")
