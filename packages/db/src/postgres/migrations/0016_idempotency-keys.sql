CREATE TABLE "idempotency_key" (
	"tenant_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"key_hash" "bytea" NOT NULL,
	"request_hash" "bytea" NOT NULL,
	"claim_id" uuid NOT NULL,
	"claimed_at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"status" integer,
	"content_type" text,
	"body" text,
	CONSTRAINT "idempotency_key_tenant_id_user_id_key_hash_pk" PRIMARY KEY("tenant_id","user_id","key_hash")
);
--> statement-breakpoint
ALTER TABLE "idempotency_key" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "idempotency_key_tenant_id_claimed_at_index" ON "idempotency_key" USING btree ("tenant_id","claimed_at");--> statement-breakpoint
CREATE POLICY "idempotency_key_tenant" ON "idempotency_key" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint
-- Row-level security also binds the owner of the tables.
ALTER TABLE "idempotency_key" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "idempotency_key" TO educrowd_app;
