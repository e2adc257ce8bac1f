-- one row per value whose span goes over several pieces of the text: what the text has there
create or replace temp table longer_readings as
with longer as (
    select row, start_place, start_place + size as end_place, number as first_number,
    from readings
    where reading is null and size > 0
),

touched as (
    select row, start_place, end_place, unnest(range(first_number, pieces.number + 1)) as number,
    from longer
    asof inner join pieces on longer.end_place > pieces.piece_place
)

select
    row,
    string_agg(
        substring(
            piece,
            greatest(start_place - piece_place, 0) + 1,
            least(end_place, piece_place + piece_size) - greatest(start_place, piece_place)
        ),
        '' order by number
    ) as reading,
from touched
inner join pieces using (number)
where piece_place < end_place and start_place < piece_place + piece_size
group by row
