"""Open data: files of anonymised records in shapes that others publish, and what is told of them."""
