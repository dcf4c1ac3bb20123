CREATE TABLE "campaign_mail_stop" (
	"tenant_id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"email" text NOT NULL,
	"stopped_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "campaign_mail_stop_tenant_id_campaign_id_email_pk" PRIMARY KEY("tenant_id","campaign_id","email")
);
--> statement-breakpoint
ALTER TABLE "campaign_mail_stop" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "mail_preference" (
	"tenant_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"event" text NOT NULL,
	"is_wanted" boolean NOT NULL,
	CONSTRAINT "mail_preference_tenant_id_user_id_event_pk" PRIMARY KEY("tenant_id","user_id","event")
);
--> statement-breakpoint
ALTER TABLE "mail_preference" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "campaign_mail_stop" ADD CONSTRAINT "campaign_mail_stop_tenant_id_campaign_id_campaigns_tenant_id_id_fk" FOREIGN KEY ("tenant_id","campaign_id") REFERENCES "public"."campaigns"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "notifications_tenant_id_user_id_index" ON "notifications" USING btree ("tenant_id","user_id") WHERE read_at is null;--> statement-breakpoint
CREATE POLICY "campaign_mail_stop_tenant" ON "campaign_mail_stop" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint
CREATE POLICY "mail_preference_tenant" ON "mail_preference" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint

-- Row-level security also binds the owner of the tables.
ALTER TABLE "mail_preference" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "campaign_mail_stop" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "mail_preference" TO educrowd_app;--> statement-breakpoint
GRANT SELECT, INSERT ON "campaign_mail_stop" TO educrowd_app;
