-- one row per staged document; its lists of records are columns, so that each statement reads one only
create temp table staged as
select
    * exclude (extraction),
    extraction is not null as is_extracted,
    unnest(extraction),
from ({relation})
