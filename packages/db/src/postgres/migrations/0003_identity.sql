CREATE SCHEMA "identity";
--> statement-breakpoint
CREATE TABLE "directory"."membership" (
	"user_id" uuid NOT NULL,
	"school_id" uuid NOT NULL,
	"joined_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "membership_user_id_school_id_pk" PRIMARY KEY("user_id","school_id")
);
--> statement-breakpoint
CREATE TABLE "identity"."account" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"provider_id" text NOT NULL,
	"account_id" text NOT NULL,
	"password" text,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp (3) with time zone,
	"refresh_token_expires_at" timestamp (3) with time zone,
	"scope" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "account_provider_id_account_id_unique" UNIQUE("provider_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "identity"."device_code" (
	"id" uuid PRIMARY KEY NOT NULL,
	"device_code" text NOT NULL,
	"user_code" text NOT NULL,
	"user_id" text,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"status" text NOT NULL,
	"last_polled_at" timestamp (3) with time zone,
	"polling_interval" integer,
	"client_id" text,
	"scope" text,
	CONSTRAINT "device_code_device_code_unique" UNIQUE("device_code"),
	CONSTRAINT "device_code_user_code_unique" UNIQUE("user_code")
);
--> statement-breakpoint
CREATE TABLE "identity"."rate_limit" (
	"key" text PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"reset_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "identity"."session" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"token" text NOT NULL,
	"tenant_id" uuid,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "session_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "identity"."user" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean NOT NULL,
	"image" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "user_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "identity"."verification" (
	"id" uuid PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "directory"."membership" ADD CONSTRAINT "membership_school_id_school_id_fk" FOREIGN KEY ("school_id") REFERENCES "directory"."school"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity"."account" ADD CONSTRAINT "account_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "identity"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity"."session" ADD CONSTRAINT "session_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "identity"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "membership_school_id_index" ON "directory"."membership" USING btree ("school_id");--> statement-breakpoint
CREATE INDEX "account_user_id_index" ON "identity"."account" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "rate_limit_reset_at_index" ON "identity"."rate_limit" USING btree ("reset_at");--> statement-breakpoint
CREATE INDEX "session_user_id_index" ON "identity"."session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "verification_identifier_index" ON "identity"."verification" USING btree ("identifier");--> statement-breakpoint

-- Only the identity role reads accounts; it sees nothing of any school.
REVOKE ALL ON SCHEMA identity FROM PUBLIC;--> statement-breakpoint
GRANT USAGE ON SCHEMA identity TO educrowd_identity;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON
  identity."user", identity.session, identity.account, identity.verification, identity.device_code, identity.rate_limit
  TO educrowd_identity;--> statement-breakpoint
-- Counters of attempts: a crash may forget them, and no write-ahead log is spent on them.
ALTER TABLE identity.rate_limit SET UNLOGGED;--> statement-breakpoint

-- The school of a name below the platform's own domain.
CREATE FUNCTION directory.school_of_slug(wanted text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = directory, pg_temp
AS $$ SELECT id FROM school WHERE slug = wanted AND status = 'active' $$;--> statement-breakpoint
-- Slug and primary host of the school of the present transaction: for links in mails.
CREATE FUNCTION directory.own_address() RETURNS TABLE (slug text, host text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = directory, pg_temp
AS $$
  SELECT school.slug, host.host FROM school JOIN host ON host.school_id = school.id
  WHERE school.id = public.current_tenant_id() ORDER BY host.is_primary DESC, host.created_at, host.host LIMIT 1
$$;--> statement-breakpoint
-- Notes that somebody belongs to the school of the present transaction. Repeating it is harmless.
CREATE FUNCTION directory.note_membership(member uuid, moment timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = directory, pg_temp
AS $$
  INSERT INTO membership (user_id, school_id, joined_at)
  SELECT member, school.id, moment FROM school WHERE school.id = public.current_tenant_id() ON CONFLICT DO NOTHING
$$;--> statement-breakpoint
CREATE FUNCTION directory.schools_of_user(member uuid) RETURNS TABLE (id uuid, slug text, host text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = directory, pg_temp
AS $$
  SELECT school.id, school.slug, host.host
  FROM membership JOIN school ON school.id = membership.school_id JOIN host ON host.school_id = school.id
  WHERE membership.user_id = member AND host.is_primary AND school.status = 'active' ORDER BY membership.joined_at, school.id
$$;--> statement-breakpoint
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA directory FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION directory.school_of_slug(text), directory.own_address(),
  directory.note_membership(uuid, timestamptz), directory.schools_of_user(uuid) TO educrowd_app;
