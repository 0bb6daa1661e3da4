-- The triggers of requests, and those of the clock that carry the engine.  They fire on
-- UPDATE and DELETE, so that a restore answers, refunds, slashes and taxes nothing.

CREATE OR REPLACE TRIGGER request_open_10_end
BEFORE UPDATE ON market.request_open
FOR EACH ROW EXECUTE FUNCTION market.request_end();
COMMENT ON TRIGGER request_open_10_end ON market.request_open IS 'a request ends once; an answer splits the fee into tax and what is earned';

CREATE OR REPLACE TRIGGER request_open_20_ended
AFTER UPDATE ON market.request_open
REFERENCING NEW TABLE AS ended
FOR EACH STATEMENT EXECUTE FUNCTION market.request_ended();
COMMENT ON TRIGGER request_open_20_ended ON market.request_open IS 'answers are counted and complete their batches';

CREATE OR REPLACE TRIGGER request_open_30_missed
AFTER DELETE ON market.request_open
REFERENCING OLD TABLE AS gone
FOR EACH STATEMENT EXECUTE FUNCTION market.request_missed();
COMMENT ON TRIGGER request_open_30_missed ON market.request_open IS 'time-outs give fees back, slash deposits and go into history';

-- Before the clock advances: until then every statement reads the block that ends.  Fees
-- come first, then requests, contexts and bindings, and balances last, those of the rules
-- that come later too: the order in which everybody locks them.
CREATE OR REPLACE TRIGGER clock_20_settle
BEFORE UPDATE ON market.clock
FOR EACH ROW EXECUTE FUNCTION market.clock_settle();
COMMENT ON TRIGGER clock_20_settle ON market.clock IS 'answers are settled: earnings, taxes and volumes move to where they belong';

CREATE OR REPLACE TRIGGER clock_30_expire
BEFORE UPDATE ON market.clock
FOR EACH ROW EXECUTE FUNCTION market.clock_expire();
COMMENT ON TRIGGER clock_30_expire ON market.clock IS 'batches whose time is over expire';

CREATE OR REPLACE TRIGGER clock_40_start
BEFORE UPDATE ON market.clock
FOR EACH ROW EXECUTE FUNCTION market.clock_start();
COMMENT ON TRIGGER clock_40_start ON market.clock IS 'new batches that are due start, also with money that has just been given back';

CREATE OR REPLACE TRIGGER clock_45_announce
BEFORE UPDATE ON market.clock
FOR EACH ROW EXECUTE FUNCTION market.clock_announce();
COMMENT ON TRIGGER clock_45_announce ON market.clock IS 'providers are told of new work';
