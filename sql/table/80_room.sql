-- Room for each row of a page to change once, as all do that are due in one block, without
-- new entries in the indexes.

ALTER TABLE market.request_open SET (fillfactor = 45);
ALTER TABLE market.context_progress SET (fillfactor = 45);
