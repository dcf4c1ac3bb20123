CREATE TABLE "campaign_staff" (
	"tenant_id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "campaign_staff_tenant_id_campaign_id_user_id_pk" PRIMARY KEY("tenant_id","campaign_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "campaign_staff" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "campaign_updates" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"campaign_id" uuid NOT NULL,
	"title" text NOT NULL,
	"published_at" timestamp (3) with time zone,
	"field_authors" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "campaign_updates_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "campaign_updates" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "campaigns" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"title" text NOT NULL,
	"summary" text NOT NULL,
	"cover_material_id" text,
	"currency" text NOT NULL,
	"goal_minor" bigint,
	"funding_model" text NOT NULL,
	"deadline" timestamp (3) with time zone,
	"status" text NOT NULL,
	"launched_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"pledged_minor" bigint NOT NULL,
	"collected_minor" bigint NOT NULL,
	"backer_count" bigint NOT NULL,
	"field_authors" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "campaigns_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "campaigns" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "faqs" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"campaign_id" uuid NOT NULL,
	"question" text NOT NULL,
	"answer" text NOT NULL,
	"position" text COLLATE "C" NOT NULL,
	"field_authors" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "faqs_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "faqs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "notifications" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"user_id" text NOT NULL,
	"event" text NOT NULL,
	"data" jsonb NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"read_at" timestamp (3) with time zone,
	"field_authors" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "notifications_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "notifications" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "rewards" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"campaign_id" uuid NOT NULL,
	"title" text NOT NULL,
	"description" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"limit_count" bigint,
	"delivery_month" text,
	"position" text COLLATE "C" NOT NULL,
	"claimed_count" bigint NOT NULL,
	"field_authors" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "rewards_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "rewards" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "documents" ALTER COLUMN "course_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "materials" ALTER COLUMN "course_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "campaign_id" uuid;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "campaign_update_id" uuid;--> statement-breakpoint
ALTER TABLE "materials" ADD COLUMN "campaign_id" uuid;--> statement-breakpoint
ALTER TABLE "campaign_staff" ADD CONSTRAINT "campaign_staff_tenant_id_campaign_id_campaigns_tenant_id_id_fk" FOREIGN KEY ("tenant_id","campaign_id") REFERENCES "public"."campaigns"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_staff" ADD CONSTRAINT "campaign_staff_tenant_id_user_id_member_tenant_id_user_id_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."member"("tenant_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_updates" ADD CONSTRAINT "campaign_updates_tenant_id_campaign_id_campaigns_tenant_id_id_fk" FOREIGN KEY ("tenant_id","campaign_id") REFERENCES "public"."campaigns"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "faqs" ADD CONSTRAINT "faqs_tenant_id_campaign_id_campaigns_tenant_id_id_fk" FOREIGN KEY ("tenant_id","campaign_id") REFERENCES "public"."campaigns"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rewards" ADD CONSTRAINT "rewards_tenant_id_campaign_id_campaigns_tenant_id_id_fk" FOREIGN KEY ("tenant_id","campaign_id") REFERENCES "public"."campaigns"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "campaign_staff_tenant_id_user_id_index" ON "campaign_staff" USING btree ("tenant_id","user_id");--> statement-breakpoint
CREATE INDEX "campaign_updates_tenant_id_campaign_id_index" ON "campaign_updates" USING btree ("tenant_id","campaign_id");--> statement-breakpoint
CREATE INDEX "campaigns_tenant_id_status_index" ON "campaigns" USING btree ("tenant_id","status");--> statement-breakpoint
CREATE INDEX "faqs_tenant_id_campaign_id_index" ON "faqs" USING btree ("tenant_id","campaign_id");--> statement-breakpoint
CREATE INDEX "notifications_tenant_id_user_id_occurred_at_index" ON "notifications" USING btree ("tenant_id","user_id","occurred_at");--> statement-breakpoint
CREATE INDEX "rewards_tenant_id_campaign_id_index" ON "rewards" USING btree ("tenant_id","campaign_id");--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_tenant_id_campaign_id_campaigns_tenant_id_id_fk" FOREIGN KEY ("tenant_id","campaign_id") REFERENCES "public"."campaigns"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_tenant_id_campaign_update_id_campaign_updates_tenant_id_id_fk" FOREIGN KEY ("tenant_id","campaign_update_id") REFERENCES "public"."campaign_updates"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "materials" ADD CONSTRAINT "materials_tenant_id_campaign_id_campaigns_tenant_id_id_fk" FOREIGN KEY ("tenant_id","campaign_id") REFERENCES "public"."campaigns"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "documents_tenant_id_campaign_id_index" ON "documents" USING btree ("tenant_id","campaign_id");--> statement-breakpoint
CREATE INDEX "materials_tenant_id_campaign_id_index" ON "materials" USING btree ("tenant_id","campaign_id");--> statement-breakpoint
CREATE POLICY "campaign_staff_tenant" ON "campaign_staff" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint
CREATE POLICY "campaign_updates_tenant" ON "campaign_updates" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint
CREATE POLICY "campaigns_tenant" ON "campaigns" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint
CREATE POLICY "faqs_tenant" ON "faqs" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint
CREATE POLICY "notifications_tenant" ON "notifications" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint
CREATE POLICY "rewards_tenant" ON "rewards" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint

-- A text or a file belongs to a course or to a campaign.
ALTER TABLE "documents" ADD CONSTRAINT "documents_home" CHECK (num_nonnulls("course_id", "campaign_id") = 1);--> statement-breakpoint
ALTER TABLE "materials" ADD CONSTRAINT "materials_home" CHECK (num_nonnulls("course_id", "campaign_id") = 1);--> statement-breakpoint

-- Row-level security also binds the owner of the tables.
ALTER TABLE "campaigns" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "rewards" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "campaign_updates" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "faqs" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "campaign_staff" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "notifications" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "campaigns", "rewards", "campaign_updates", "faqs", "notifications" TO educrowd_app;--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON "campaign_staff" TO educrowd_app;
