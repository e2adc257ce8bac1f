-- the words of a text as search() compares them: lower case, no accents, no plural, no -ly
create or replace macro fold_words(value) as list_transform(
    regexp_extract_all(lower(strip_accents(value)), '[\pL\pN]+'),
    lambda word: case
        when length(word) > 4 and word like '%ies' then word[:-4] || 'y'
        when length(word) > 3 and word like '%s' and not regexp_matches(word, '(ss|us|is)$') then word[:-2]
        when length(word) > 5 and word like '%ly' then word[:-3]
        else word
    end
);
