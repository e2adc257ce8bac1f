-- rows whose span does not hold their verbatim text
--
-- The view `ungrounded` is the plain form.
select distinct name as table_name, document_id, start_char, end_char,
from readings
left join longer_readings using (row)
where not is_value
    and (
        size <> length(value)
        or coalesce(longer_readings.reading, readings.reading, if(size = 0, '', null)) is distinct from value
    )
