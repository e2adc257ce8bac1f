-- one row per person who is new in the lake, or has another row now
insert into lake.main.authors by name
from people_now
where author_id not in (select author_id from lake.main.authors)
