ALTER TABLE "sync_change" ADD COLUMN "gone_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "sync_tenant" ADD COLUMN "floor" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "sync_change_gone" ON "sync_change" USING btree ("tenant_id","gone_at") WHERE gone_at is not null;--> statement-breakpoint
CREATE INDEX "campaign_updates_trash" ON "campaign_updates" USING btree ("tenant_id","deleted_at") WHERE deleted_at is not null;--> statement-breakpoint
CREATE INDEX "campaigns_trash" ON "campaigns" USING btree ("tenant_id","deleted_at") WHERE deleted_at is not null;--> statement-breakpoint
CREATE INDEX "conflicts_trash" ON "conflicts" USING btree ("tenant_id","deleted_at") WHERE deleted_at is not null;--> statement-breakpoint
CREATE INDEX "courses_trash" ON "courses" USING btree ("tenant_id","deleted_at") WHERE deleted_at is not null;--> statement-breakpoint
CREATE INDEX "documents_trash" ON "documents" USING btree ("tenant_id","deleted_at") WHERE deleted_at is not null;--> statement-breakpoint
CREATE INDEX "faqs_trash" ON "faqs" USING btree ("tenant_id","deleted_at") WHERE deleted_at is not null;--> statement-breakpoint
CREATE INDEX "lessons_trash" ON "lessons" USING btree ("tenant_id","deleted_at") WHERE deleted_at is not null;--> statement-breakpoint
CREATE INDEX "materials_trash" ON "materials" USING btree ("tenant_id","deleted_at") WHERE deleted_at is not null;--> statement-breakpoint
CREATE INDEX "notifications_trash" ON "notifications" USING btree ("tenant_id","deleted_at") WHERE deleted_at is not null;--> statement-breakpoint
CREATE INDEX "pledge_records_trash" ON "pledge_records" USING btree ("tenant_id","deleted_at") WHERE deleted_at is not null;--> statement-breakpoint
CREATE INDEX "rewards_trash" ON "rewards" USING btree ("tenant_id","deleted_at") WHERE deleted_at is not null;--> statement-breakpoint
CREATE INDEX "sections_trash" ON "sections" USING btree ("tenant_id","deleted_at") WHERE deleted_at is not null;--> statement-breakpoint
CREATE INDEX "tenant_settings_trash" ON "tenant_settings" USING btree ("tenant_id","deleted_at") WHERE deleted_at is not null;--> statement-breakpoint

-- What lay in Trash for long enough goes, with everything that hangs under it. Nothing about money goes.
GRANT DELETE ON
  "courses", "sections", "lessons", "materials", "documents", "document_state", "conflicts", "enrolment",
  "campaigns", "rewards", "campaign_updates", "faqs", "campaign_mail_stop",
  "sync_change"
  TO educrowd_app;--> statement-breakpoint

-- As before, and when something went is noted.
CREATE OR REPLACE FUNCTION commit_tail(tenant uuid, author uuid, moment timestamptz, changes jsonb, updates jsonb, audit jsonb)
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

  INSERT INTO sync_change AS known (tenant_id, table_name, row_id, scope, version, op, gone_at, author_id, author_version)
  SELECT tenant, "table", "row", "scope", state.head, "op", CASE WHEN "op" = 'upsert' THEN NULL ELSE moment END, author, CASE WHEN author IS NULL THEN 0 ELSE state.head END
  FROM jsonb_to_recordset(changes) AS change ("table" text, "row" uuid, "scope" text, "op" text)
  ORDER BY "table", "row", "scope"
  ON CONFLICT (tenant_id, table_name, row_id, scope) DO UPDATE SET
    version = excluded.version,
    op = excluded.op,
    gone_at = excluded.gone_at,
    author_id = coalesce(excluded.author_id, known.author_id),
    author_version = CASE WHEN excluded.author_id IS NULL THEN known.author_version ELSE excluded.version END,
    other_version = CASE WHEN excluded.author_id IS NULL OR excluded.author_id IS NOT DISTINCT FROM known.author_id
                         THEN known.other_version ELSE known.author_version END;

  INSERT INTO document_update (tenant_id, document_id, version, ordinal, bytes, author_id, created_at)
  SELECT tenant, (item.value ->> 'document')::uuid, state.head, item.ordinality,
         decode(item.value ->> 'bytes', 'base64'), author, moment
  FROM jsonb_array_elements(updates) WITH ORDINALITY AS item;

  RETURN state.head;
END $$;
