"""Acts of the pool: `curriculum`, `officers`, `courses`."""
