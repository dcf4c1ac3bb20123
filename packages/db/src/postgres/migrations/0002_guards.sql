-- Row-level security also binds the owner of the tables.
ALTER TABLE "tenant_settings" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "courses" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "sections" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "lessons" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "materials" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "documents" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "conflicts" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "document_update" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "document_state" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "sync_tenant" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "sync_change" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "sync_client" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "sync_result" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit_entry" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "member" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "role_grant" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "course_staff" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "enrolment" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "lesson_progress" FORCE ROW LEVEL SECURITY;--> statement-breakpoint

-- The job queue asks for the present tenant.
GRANT USAGE ON SCHEMA public TO educrowd_app, educrowd_jobs;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON
  "tenant_settings", "courses", "sections", "lessons", "materials", "documents", "conflicts",
  "document_state", "sync_tenant", "sync_change", "sync_client", "member", "role_grant", "enrolment"
  TO educrowd_app;--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON "document_update", "sync_result", "course_staff", "lesson_progress" TO educrowd_app;--> statement-breakpoint
-- Append-only: nobody may rewrite what happened.
GRANT SELECT, INSERT ON "audit_entry" TO educrowd_app;--> statement-breakpoint

-- The last statement before COMMIT of every transaction that touched synced rows or made audit entries: everything
-- that needs the tenant's one row happens here, so that its lock is held for the shortest time.
--   changes: [{ "table", "row", "scope", "op" }]   updates: [{ "document", "bytes" (base64) }]
--   audit:   [{ "at", "actor", "action", "body" }]
-- Returns the new head (the old one when no synced row changed).
CREATE FUNCTION commit_tail(tenant uuid, author uuid, moment timestamptz, changes jsonb, updates jsonb, audit jsonb)
RETURNS bigint
LANGUAGE plpgsql
AS $$
DECLARE
  touched boolean := jsonb_array_length(changes) > 0;
  state sync_tenant%ROWTYPE;
  entry jsonb;
BEGIN
  UPDATE sync_tenant SET head = head + touched::int WHERE tenant_id = tenant RETURNING * INTO STRICT state;

  FOR entry IN SELECT value FROM jsonb_array_elements(audit) WITH ORDINALITY ORDER BY ordinality LOOP
    state.audit_seq := state.audit_seq + 1;
    state.audit_hash := sha256(state.audit_hash || convert_to(entry ->> 'body', 'UTF8'));
    INSERT INTO audit_entry (tenant_id, seq, at, actor_id, action, body, hash)
    VALUES (tenant, state.audit_seq, (entry ->> 'at')::timestamptz, (entry ->> 'actor')::uuid,
            entry ->> 'action', entry ->> 'body', state.audit_hash);
  END LOOP;
  IF jsonb_array_length(audit) > 0 THEN
    UPDATE sync_tenant SET audit_seq = state.audit_seq, audit_hash = state.audit_hash WHERE tenant_id = tenant;
  END IF;

  INSERT INTO sync_change AS known (tenant_id, table_name, row_id, scope, version, op, author_id, author_version)
  SELECT tenant, "table", "row", "scope", state.head, "op", author, CASE WHEN author IS NULL THEN 0 ELSE state.head END
  FROM jsonb_to_recordset(changes) AS change ("table" text, "row" uuid, "scope" text, "op" text)
  ORDER BY "table", "row", "scope"
  ON CONFLICT (tenant_id, table_name, row_id, scope) DO UPDATE SET
    version = excluded.version,
    op = excluded.op,
    author_id = coalesce(excluded.author_id, known.author_id),
    author_version = CASE WHEN excluded.author_id IS NULL THEN known.author_version ELSE excluded.version END,
    other_version = CASE WHEN excluded.author_id IS NULL OR excluded.author_id IS NOT DISTINCT FROM known.author_id
                         THEN known.other_version ELSE known.author_version END;

  INSERT INTO document_update (tenant_id, document_id, version, ordinal, bytes, author_id, created_at)
  SELECT tenant, (item.value ->> 'document')::uuid, state.head, item.ordinality,
         decode(item.value ->> 'bytes', 'base64'), author, moment
  FROM jsonb_array_elements(updates) WITH ORDINALITY AS item;

  RETURN state.head;
END $$;--> statement-breakpoint

-- The directory of schools answers one question at a time.
REVOKE ALL ON SCHEMA directory FROM PUBLIC;--> statement-breakpoint
GRANT USAGE ON SCHEMA directory TO educrowd_app;--> statement-breakpoint
CREATE FUNCTION directory.school_of_host(wanted text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = directory, pg_temp
AS $$ SELECT school_id FROM host JOIN school ON school.id = host.school_id WHERE host.host = wanted AND school.status = 'active' $$;--> statement-breakpoint
-- Registers a school and its host; false when the slug or the host belongs to another school. Repeating it is harmless.
CREATE FUNCTION directory.register_school(tenant uuid, wanted_slug text, wanted_host text, moment timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = directory, pg_temp
AS $$
BEGIN
  INSERT INTO school (id, slug, status, created_at) VALUES (tenant, wanted_slug, 'active', moment) ON CONFLICT DO NOTHING;
  INSERT INTO host (host, school_id, is_primary, created_at)
  SELECT wanted_host, tenant, true, moment FROM school WHERE school.id = tenant AND school.slug = wanted_slug
  ON CONFLICT DO NOTHING;
  RETURN EXISTS (SELECT FROM host JOIN school ON school.id = host.school_id
                 WHERE host.host = wanted_host AND school.id = tenant AND school.slug = wanted_slug);
END $$;--> statement-breakpoint
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA directory FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION directory.school_of_host(text), directory.register_school(uuid, text, text, timestamptz) TO educrowd_app;
