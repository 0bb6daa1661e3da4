-- Triggers.  All of them fire on UPDATE or DELETE, so that a restore moves nothing.
-- What later subjects do at the end of a block hangs on market.clock as well: AFTER
-- UPDATE triggers, which fire in the order of their names.

CREATE OR REPLACE TRIGGER clock_10_advance
BEFORE UPDATE ON market.clock
FOR EACH ROW EXECUTE FUNCTION market.clock_advance();
COMMENT ON TRIGGER clock_10_advance ON market.clock IS 'a block ends once, and time never runs backwards';

CREATE OR REPLACE TRIGGER journal_append_only
BEFORE UPDATE OR DELETE OR TRUNCATE ON market.journal
FOR EACH STATEMENT EXECUTE FUNCTION market.append_only();
COMMENT ON TRIGGER journal_append_only ON market.journal IS 'rows are added, never changed';

CREATE OR REPLACE TRIGGER channel_event_append_only
BEFORE UPDATE OR DELETE OR TRUNCATE ON market.channel_event
FOR EACH STATEMENT EXECUTE FUNCTION market.append_only();
COMMENT ON TRIGGER channel_event_append_only ON market.channel_event IS 'rows are added, never changed';

-- Sessions keep rows of these tables.  The triggers fire also for what replication applies.
CREATE OR REPLACE TRIGGER row_changed
AFTER UPDATE OR DELETE ON market.params
FOR EACH ROW EXECUTE FUNCTION market.row_changed();
ALTER TABLE market.params ENABLE ALWAYS TRIGGER row_changed;
COMMENT ON TRIGGER row_changed ON market.params IS 'sessions that keep the parameters read them anew';

CREATE OR REPLACE TRIGGER row_changed
AFTER UPDATE OR DELETE ON market.service_definition
FOR EACH ROW EXECUTE FUNCTION market.row_changed();
ALTER TABLE market.service_definition ENABLE ALWAYS TRIGGER row_changed;
COMMENT ON TRIGGER row_changed ON market.service_definition IS 'sessions that keep schemas read them anew';

CREATE OR REPLACE TRIGGER row_changed
AFTER UPDATE OR DELETE ON market.service_group
FOR EACH ROW EXECUTE FUNCTION market.row_changed();
ALTER TABLE market.service_group ENABLE ALWAYS TRIGGER row_changed;
COMMENT ON TRIGGER row_changed ON market.service_group IS 'sessions that keep the terms of services read them anew';
