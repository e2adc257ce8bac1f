-- plain text has an empty map, also where it was loaded before there were maps
update documents set source_map = [] where source_map is null;
