-- Markdown and HTML: the source file beside its readable text, and the map between the two
alter table documents add column source_text varchar;
alter table documents add column source_map struct(
    text_start integer, text_end integer, source_start integer, source_end integer
)[];
