-- The trigger of bindings.  It fires on UPDATE, so that a restore disables nothing.

CREATE OR REPLACE TRIGGER service_binding_threshold
BEFORE UPDATE OF deposit ON market.service_binding
FOR EACH ROW WHEN (new.deposit <= old.deposit AND new.available AND old.available)
EXECUTE FUNCTION market.service_binding_threshold();
COMMENT ON TRIGGER service_binding_threshold ON market.service_binding IS 'a deposit that falls below its threshold disables the binding';
