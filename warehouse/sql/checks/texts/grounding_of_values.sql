-- values beside the principal one whose span does not hold them (white space and Unicode form aside)
with unlike as (
    select
        document_id,
        name,
        start_char,
        end_char,
        value,
        coalesce(longer_readings.reading, readings.reading, '') as reading,
    from readings
    left join longer_readings using (row)
    where is_value
        and (
            coalesce(longer_readings.reading, readings.reading) is distinct from value
            or start_char is null
            or end_char is null
        )
)

select document_id, name as field, start_char, end_char,
from unlike
where (start_char is null) is distinct from (value is null)
    or (end_char is null) is distinct from (value is null)
    -- values are without invisible characters and line ends behind hyphens; white space is folded in
    -- them, and \s knows ASCII only
    or trim(
        regexp_replace(
            regexp_replace(
                regexp_replace(nfc_normalize(reading), '[\x{ad}\x{200b}\x{2060}\x{feff}]', '', 'g'),
                '(\pL-)\r?\n[ \t]{0,40}(\pL)', '\1\2', 'g'
            ),
            '[\t-\r\x{1c}-\x{1f}\x{85}\pZ]+', ' ', 'g'
        )
    ) <> value
