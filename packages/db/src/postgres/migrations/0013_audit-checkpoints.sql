CREATE TABLE "audit_checkpoint" (
	"tenant_id" uuid NOT NULL,
	"chain" text NOT NULL,
	"seq" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"key" text NOT NULL,
	"signature" "bytea" NOT NULL,
	CONSTRAINT "audit_checkpoint_tenant_id_chain_seq_key_pk" PRIMARY KEY("tenant_id","chain","seq","key")
);
--> statement-breakpoint
ALTER TABLE "audit_checkpoint" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "audit_checkpoint_tenant" ON "audit_checkpoint" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint
-- Row-level security also binds the owner of the tables.
ALTER TABLE "audit_checkpoint" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- Append-only, like what it vouches for.
GRANT SELECT, INSERT ON "audit_checkpoint" TO educrowd_app;
