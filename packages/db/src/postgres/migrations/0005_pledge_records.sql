CREATE TABLE "pledge_records" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"campaign_id" uuid NOT NULL,
	"reward_id" uuid,
	"backer_name" text,
	"amount_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"status" text NOT NULL,
	"refunded_minor" bigint NOT NULL,
	"pledged_at" timestamp (3) with time zone NOT NULL,
	"collected_at" timestamp (3) with time zone,
	"field_authors" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "pledge_records_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "pledge_records" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "pledge_records" ADD CONSTRAINT "pledge_records_tenant_id_campaign_id_campaigns_tenant_id_id_fk" FOREIGN KEY ("tenant_id","campaign_id") REFERENCES "public"."campaigns"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pledge_records" ADD CONSTRAINT "pledge_records_tenant_id_reward_id_rewards_tenant_id_id_fk" FOREIGN KEY ("tenant_id","reward_id") REFERENCES "public"."rewards"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "pledge_records_tenant_id_campaign_id_index" ON "pledge_records" USING btree ("tenant_id","campaign_id");--> statement-breakpoint
CREATE POLICY "pledge_records_tenant" ON "pledge_records" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint

-- Row-level security also binds the owner of the tables.
ALTER TABLE "pledge_records" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "pledge_records" TO educrowd_app;
