-- the staged document becomes a refused one
update staged
set
    is_extracted = false,
    refusal = {
        'document_id': document_id,
        'start_char': 0,
        'end_char': 0,
        'verbatim': '',
        'record_type': 'document',
        'rule': 'load_failed',
        'reason': $reason,
        'fragment': ''
    };
