"""Reading the pool: `curriculum`, `officers`, `courses`."""
