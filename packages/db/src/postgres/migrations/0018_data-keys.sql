CREATE TABLE "data_key" (
	"tenant_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"generation" integer NOT NULL,
	"master_key" text NOT NULL,
	"wrapped" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "data_key_tenant_id_purpose_generation_pk" PRIMARY KEY("tenant_id","purpose","generation"),
	CONSTRAINT "data_key_generation" CHECK (generation > 0 and (purpose = 'field' or purpose = 'index' and generation = 1))
);
--> statement-breakpoint
ALTER TABLE "data_key" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "directory"."master_key" (
	"reference" text PRIMARY KEY NOT NULL,
	"noted_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "payment_attempt" ADD COLUMN "sealed_checkout_id" "bytea";--> statement-breakpoint
ALTER TABLE "payment_attempt" ADD COLUMN "blind_checkout_id" "bytea";--> statement-breakpoint
ALTER TABLE "payment_attempt" ADD COLUMN "sealed_checkout_url" "bytea";--> statement-breakpoint
ALTER TABLE "payment_attempt" ADD COLUMN "sealed_payment_id" "bytea";--> statement-breakpoint
CREATE INDEX "payment_attempt_plain" ON "payment_attempt" USING btree ("tenant_id") WHERE checkout_id is not null or checkout_url is not null or payment_id is not null;--> statement-breakpoint
ALTER TABLE "payment_attempt" ADD CONSTRAINT "payment_attempt_tenant_id_blind_checkout_id_unique" UNIQUE("tenant_id","blind_checkout_id");--> statement-breakpoint
CREATE POLICY "data_key_tenant" ON "data_key" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint
-- Row-level security also binds the owner of the tables.
ALTER TABLE "data_key" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- A generation is destroyed when nothing uses it any more.
GRANT SELECT, INSERT, UPDATE, DELETE ON "data_key" TO educrowd_app;--> statement-breakpoint

-- Which master keys wrap the keys of any school. References alone, so that a server can see that it misses one.
CREATE FUNCTION directory.note_master_key(wrapping text, moment timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = directory, pg_temp
AS $$ INSERT INTO master_key (reference, noted_at) VALUES (wrapping, moment) ON CONFLICT DO NOTHING $$;--> statement-breakpoint
CREATE FUNCTION directory.master_keys() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = directory, pg_temp
AS $$ SELECT reference FROM master_key ORDER BY reference $$;--> statement-breakpoint
-- After every active school was seen to use others. Closed schools are not looked through: where there is one, all stay.
CREATE FUNCTION directory.forget_master_keys(used text[]) RETURNS SETOF text
LANGUAGE sql SECURITY DEFINER SET search_path = directory, pg_temp
AS $$
  DELETE FROM master_key WHERE reference <> ALL (used) AND NOT EXISTS (SELECT FROM school WHERE status <> 'active')
  RETURNING reference
$$;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION directory.note_master_key(text, timestamptz), directory.master_keys(),
  directory.forget_master_keys(text[]) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION directory.note_master_key(text, timestamptz), directory.master_keys(),
  directory.forget_master_keys(text[]) TO educrowd_app;
