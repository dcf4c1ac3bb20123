CREATE TABLE "notification_event" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"data" jsonb NOT NULL,
	"actor_id" uuid,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"delivered_through" text,
	"delivered_at" timestamp (3) with time zone,
	CONSTRAINT "notification_event_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "notification_event" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "notification_event_waiting" ON "notification_event" USING btree ("tenant_id","occurred_at","id") WHERE delivered_at is null;--> statement-breakpoint
CREATE POLICY "notification_event_tenant" ON "notification_event" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint

-- Row-level security also binds the owner of the table.
ALTER TABLE "notification_event" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- Append-only but for the marks of its delivery: nobody may rewrite what happened.
GRANT SELECT, INSERT ON "notification_event" TO educrowd_app;--> statement-breakpoint
GRANT UPDATE ("delivered_through", "delivered_at") ON "notification_event" TO educrowd_app;
