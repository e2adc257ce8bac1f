"""What follows from the loaded records: people, and what search() looks in."""

from warehouse.connect import Connection
from warehouse.load import rebuild_authors
from warehouse.search import update_search


def derive(con: Connection) -> int:
    """Bring what follows from the records in line with them; return how many rows of people changed."""
    con.execute("checkpoint")  # frees the memory that the rows of this run hold
    changed = rebuild_authors(con)
    update_search(con)
    return changed
