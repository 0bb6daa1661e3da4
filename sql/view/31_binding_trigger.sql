-- The trigger of bindings.  It fires on UPDATE, so that a restore disables nothing.

CREATE OR REPLACE TRIGGER service_binding_threshold
AFTER UPDATE ON market.service_binding
REFERENCING OLD TABLE AS before NEW TABLE AS after
FOR EACH STATEMENT EXECUTE FUNCTION market.service_binding_threshold();
COMMENT ON TRIGGER service_binding_threshold ON market.service_binding IS 'a deposit that falls below its threshold disables the binding';
