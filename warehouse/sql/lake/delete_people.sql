-- people whom no paper names any more, or whose row is another one now
delete from lake.main.authors
where author_id in (from touched_people)
    and (author_id, document_id, start_char, end_char, verbatim, full_name, given_name, family_name)
    not in (
        select (author_id, document_id, start_char, end_char, verbatim, full_name, given_name, family_name)
        from people_now
    )
