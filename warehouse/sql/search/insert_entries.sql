-- one row per fresh record
insert into search_entries by name
select document_id, run_id, table_name, record_id, len(fold_words(text)) as words, from fresh
