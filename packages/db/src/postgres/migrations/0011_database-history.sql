-- Another value after the database was restored from a backup, or taken over by a standby: which server it is, and its
-- timeline. A copy of the files that was put back without either is found by cursors that are ahead of it.
CREATE FUNCTION database_history() RETURNS text
LANGUAGE sql STABLE
AS $$ SELECT (SELECT system_identifier FROM pg_control_system()) || ' ' || left(pg_walfile_name(pg_current_wal_lsn()), 8) $$;--> statement-breakpoint
ALTER TABLE "sync_tenant" ADD COLUMN "history" text DEFAULT database_history() NOT NULL;
