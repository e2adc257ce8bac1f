-- the rejects of documents that get new rows; of refused ones, only the refusal of the document itself
delete from rejects
using staged
where rejects.document_id = staged.document_id
    and (staged.is_extracted or rejects.record_type = 'document');
