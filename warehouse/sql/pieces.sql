-- one row per segment of the texts that are audited now, in their order; long ones are cut
--
-- To reach a place far into a long string takes as long as the string. What is cut has the part that follows
-- with it, so that a short span is found whole in the piece that it starts in.
create or replace temp table pieces as
with placed as (
    select (audited.place << 32) + start_char as place, verbatim,
    from segments
    inner join audited using (document_id)
),

-- how to cut: the first way is faster, and the time of the second grows with the length alone
parted as (
    select
        place,
        if(
            length(verbatim) <= 16384,
            list_transform(range(0, length(verbatim), 512), lambda start: substring(verbatim, start + 1, 512)),
            regexp_extract_all(verbatim, '(?s).{1,512}')
        ) as parts,
    from placed
    where length(verbatim) > 1024
),

cut as (
    select place, unnest(parts) as part, generate_subscripts(parts, 1) - 1 as number,
    from parted
),

every as (
    select place, verbatim as piece, length(verbatim) as size, from placed
    where length(verbatim) <= 1024
    union all
    select
        place + 512 * number,
        part || lead(part, 1, '') over (partition by place order by number),
        length(part),
    from cut
)

select place as piece_place, piece, size as piece_size, row_number() over (order by place) as number,
from every
