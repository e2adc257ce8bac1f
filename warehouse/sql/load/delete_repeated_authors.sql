-- people loaded more than once: the row that came last stays, with the name split by the newest extractor
delete from authors
where rowid not in (select max(rowid) from authors group by author_id);
