-- The schools that an hourly sweep goes through, one after the other. Ids alone: to see anything of a school, the sweep
-- enters it like everybody else.
CREATE FUNCTION directory.active_schools() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = directory, pg_temp
AS $$ SELECT id FROM school WHERE status = 'active' ORDER BY id $$;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION directory.active_schools() FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION directory.active_schools() TO educrowd_app;
