"""Acts of the pool: `curriculum`, `officers`, `courses`, `exams`, `levels`, `after`."""
