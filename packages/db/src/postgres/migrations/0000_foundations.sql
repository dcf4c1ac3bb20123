-- The tenant of the present transaction. Unset or empty means no tenant (no row fits); a malformed one is an error.
CREATE FUNCTION current_tenant_id() RETURNS uuid
LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT nullif(current_setting('app.tenant_id', true), '')::uuid $$;
--> statement-breakpoint
-- SET LOCAL through EXECUTE, because this form also reaches the workers of a sharded cluster; set_config() does not.
CREATE FUNCTION enter_tenant(tenant uuid) RETURNS void
LANGUAGE plpgsql
AS $$ BEGIN EXECUTE format('SET LOCAL app.tenant_id = %L', tenant); END $$;
