CREATE TABLE "custom_role" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"description" text NOT NULL,
	"permissions" text[] NOT NULL,
	"defined_by" uuid NOT NULL,
	"defined_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "custom_role_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "custom_role" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "role_grant" ADD COLUMN "custom_role_id" uuid GENERATED ALWAYS AS (case when role like 'custom:%' then substr(role, 8)::uuid end) STORED;--> statement-breakpoint
CREATE UNIQUE INDEX "custom_role_name" ON "custom_role" USING btree ("tenant_id",lower("name"));--> statement-breakpoint
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_tenant_id_custom_role_id_custom_role_tenant_id_id_fk" FOREIGN KEY ("tenant_id","custom_role_id") REFERENCES "public"."custom_role"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "role_grant_tenant_id_role_index" ON "role_grant" USING btree ("tenant_id","role");--> statement-breakpoint
CREATE POLICY "custom_role_tenant" ON "custom_role" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint

-- Row-level security also binds the owner of the table.
ALTER TABLE "custom_role" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "custom_role" TO educrowd_app;--> statement-breakpoint
-- Ending a role takes it away; the audit log tells of it.
GRANT DELETE ON "role_grant" TO educrowd_app;
