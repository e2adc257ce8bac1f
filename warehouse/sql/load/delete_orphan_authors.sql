-- people whom no paper names any more
delete from authors
where author_id not in (select author_id from first_mentions);
