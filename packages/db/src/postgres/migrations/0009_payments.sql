CREATE TABLE "ledger_entry" (
	"tenant_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"campaign_id" uuid NOT NULL,
	"pledge_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"body" text NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "ledger_entry_tenant_id_seq_pk" PRIMARY KEY("tenant_id","seq")
);
--> statement-breakpoint
ALTER TABLE "ledger_entry" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "ledger_head" (
	"tenant_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "ledger_head_tenant_id_pk" PRIMARY KEY("tenant_id")
);
--> statement-breakpoint
ALTER TABLE "ledger_head" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "ledger_line" (
	"tenant_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"line" integer NOT NULL,
	"account" text NOT NULL,
	"campaign_id" uuid NOT NULL,
	"minor" bigint NOT NULL,
	"currency" text NOT NULL,
	CONSTRAINT "ledger_line_tenant_id_seq_line_pk" PRIMARY KEY("tenant_id","seq","line")
);
--> statement-breakpoint
ALTER TABLE "ledger_line" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "payment_attempt" (
	"tenant_id" uuid NOT NULL,
	"pledge_id" uuid NOT NULL,
	"attempt" integer NOT NULL,
	"state" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"checkout_id" text,
	"checkout_url" text,
	"payment_id" text,
	"decline_code" text,
	"declined_at" timestamp (3) with time zone,
	"paid_at" timestamp (3) with time zone,
	"refunded_minor" bigint DEFAULT 0 NOT NULL,
	"refund_reason" text,
	CONSTRAINT "payment_attempt_tenant_id_pledge_id_attempt_pk" PRIMARY KEY("tenant_id","pledge_id","attempt"),
	CONSTRAINT "payment_attempt_tenant_id_checkout_id_unique" UNIQUE("tenant_id","checkout_id")
);
--> statement-breakpoint
ALTER TABLE "payment_attempt" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "pledge_key" (
	"tenant_id" uuid NOT NULL,
	"pledge_id" uuid NOT NULL,
	"key_hash" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "pledge_key_tenant_id_pledge_id_key_hash_pk" PRIMARY KEY("tenant_id","pledge_id","key_hash")
);
--> statement-breakpoint
ALTER TABLE "pledge_key" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "pledge" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"reward_id" uuid,
	"campaign_title" text NOT NULL,
	"reward_title" text,
	"user_id" uuid,
	"name" text,
	"email" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"locale" text NOT NULL,
	"status" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"held_until" timestamp (3) with time zone NOT NULL,
	"cancel_requested_at" timestamp (3) with time zone,
	"declined_at" timestamp (3) with time zone,
	"collected_at" timestamp (3) with time zone,
	"refunded_minor" bigint DEFAULT 0 NOT NULL,
	"is_folded" boolean DEFAULT false NOT NULL,
	"request_key" "bytea",
	"request_hash" "bytea",
	CONSTRAINT "pledge_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "pledge_tenant_id_request_key_unique" UNIQUE("tenant_id","request_key")
);
--> statement-breakpoint
ALTER TABLE "pledge" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "provider_event" (
	"tenant_id" uuid NOT NULL,
	"event_id" text NOT NULL,
	"type" text NOT NULL,
	"pledge_id" uuid NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "provider_event_tenant_id_event_id_pk" PRIMARY KEY("tenant_id","event_id")
);
--> statement-breakpoint
ALTER TABLE "provider_event" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "reward_place" (
	"tenant_id" uuid NOT NULL,
	"reward_id" uuid NOT NULL,
	"place" integer NOT NULL,
	"pledge_id" uuid,
	"held_until" timestamp (3) with time zone,
	CONSTRAINT "reward_place_tenant_id_reward_id_place_pk" PRIMARY KEY("tenant_id","reward_id","place"),
	CONSTRAINT "reward_place_tenant_id_pledge_id_unique" UNIQUE("tenant_id","pledge_id")
);
--> statement-breakpoint
ALTER TABLE "reward_place" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_tenant_id_pledge_id_pledge_tenant_id_id_fk" FOREIGN KEY ("tenant_id","pledge_id") REFERENCES "public"."pledge"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_line" ADD CONSTRAINT "ledger_line_tenant_id_seq_ledger_entry_tenant_id_seq_fk" FOREIGN KEY ("tenant_id","seq") REFERENCES "public"."ledger_entry"("tenant_id","seq") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_attempt" ADD CONSTRAINT "payment_attempt_tenant_id_pledge_id_pledge_tenant_id_id_fk" FOREIGN KEY ("tenant_id","pledge_id") REFERENCES "public"."pledge"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pledge_key" ADD CONSTRAINT "pledge_key_tenant_id_pledge_id_pledge_tenant_id_id_fk" FOREIGN KEY ("tenant_id","pledge_id") REFERENCES "public"."pledge"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pledge" ADD CONSTRAINT "pledge_tenant_id_campaign_id_campaigns_tenant_id_id_fk" FOREIGN KEY ("tenant_id","campaign_id") REFERENCES "public"."campaigns"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pledge" ADD CONSTRAINT "pledge_tenant_id_reward_id_rewards_tenant_id_id_fk" FOREIGN KEY ("tenant_id","reward_id") REFERENCES "public"."rewards"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_event" ADD CONSTRAINT "provider_event_tenant_id_pledge_id_pledge_tenant_id_id_fk" FOREIGN KEY ("tenant_id","pledge_id") REFERENCES "public"."pledge"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reward_place" ADD CONSTRAINT "reward_place_tenant_id_reward_id_rewards_tenant_id_id_fk" FOREIGN KEY ("tenant_id","reward_id") REFERENCES "public"."rewards"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reward_place" ADD CONSTRAINT "reward_place_tenant_id_pledge_id_pledge_tenant_id_id_fk" FOREIGN KEY ("tenant_id","pledge_id") REFERENCES "public"."pledge"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_entry_key" ON "ledger_entry" USING btree ("tenant_id","key");--> statement-breakpoint
CREATE INDEX "ledger_entry_tenant_id_pledge_id_index" ON "ledger_entry" USING btree ("tenant_id","pledge_id");--> statement-breakpoint
CREATE INDEX "ledger_line_tenant_id_campaign_id_account_index" ON "ledger_line" USING btree ("tenant_id","campaign_id","account");--> statement-breakpoint
CREATE INDEX "pledge_tenant_id_campaign_id_status_index" ON "pledge" USING btree ("tenant_id","campaign_id","status");--> statement-breakpoint
CREATE INDEX "pledge_tenant_id_user_id_index" ON "pledge" USING btree ("tenant_id","user_id");--> statement-breakpoint
CREATE INDEX "pledge_tenant_id_email_index" ON "pledge" USING btree ("tenant_id","email");--> statement-breakpoint
CREATE INDEX "pledge_not_folded" ON "pledge" USING btree ("tenant_id","campaign_id") WHERE not is_folded;--> statement-breakpoint
CREATE INDEX "reward_place_tenant_id_reward_id_held_until_index" ON "reward_place" USING btree ("tenant_id","reward_id","held_until");--> statement-breakpoint
CREATE INDEX "reward_place_free" ON "reward_place" USING btree ("tenant_id","reward_id") WHERE pledge_id is null;--> statement-breakpoint
CREATE POLICY "ledger_entry_tenant" ON "ledger_entry" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint
CREATE POLICY "ledger_head_tenant" ON "ledger_head" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint
CREATE POLICY "ledger_line_tenant" ON "ledger_line" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint
CREATE POLICY "payment_attempt_tenant" ON "payment_attempt" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint
CREATE POLICY "pledge_key_tenant" ON "pledge_key" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint
CREATE POLICY "pledge_tenant" ON "pledge" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint
CREATE POLICY "provider_event_tenant" ON "provider_event" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint
CREATE POLICY "reward_place_tenant" ON "reward_place" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint

-- Row-level security also binds the owner of the tables.
ALTER TABLE "pledge" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "pledge_key" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "payment_attempt" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "provider_event" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "reward_place" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "ledger_head" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "ledger_entry" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "ledger_line" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "pledge", "payment_attempt", "reward_place" TO educrowd_app;--> statement-breakpoint
GRANT SELECT, INSERT ON "pledge_key", "provider_event" TO educrowd_app;--> statement-breakpoint
-- Money that was taken or given back is positive; nothing goes back twice.
ALTER TABLE "pledge" ADD CONSTRAINT "pledge_amount" CHECK ("amount_minor" > 0 AND "refunded_minor" BETWEEN 0 AND "amount_minor");--> statement-breakpoint
ALTER TABLE "payment_attempt" ADD CONSTRAINT "payment_attempt_refunded" CHECK ("refunded_minor" >= 0);--> statement-breakpoint
ALTER TABLE "reward_place" ADD CONSTRAINT "reward_place_number" CHECK ("place" > 0);--> statement-breakpoint
ALTER TABLE "ledger_line" ADD CONSTRAINT "ledger_line_account" CHECK ("account" IN
  ('backerReceivable', 'campaignFunds', 'platformFee', 'processorFee', 'refunds', 'disputes', 'payout', 'tenantCredit'));--> statement-breakpoint
ALTER TABLE "ledger_line" ADD CONSTRAINT "ledger_line_amount" CHECK ("minor" <> 0 AND "currency" ~ '^[A-Z]{3}$');--> statement-breakpoint

-- The ledger is read by the app role and written by one function alone, which runs as the owner; the owner, too, stays
-- within the tenant of the transaction.
GRANT SELECT ON "ledger_head", "ledger_entry", "ledger_line" TO educrowd_app;--> statement-breakpoint
CREATE POLICY "ledger_head_writer" ON "ledger_head" FOR ALL TO educrowd_owner USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint
CREATE POLICY "ledger_entry_writer" ON "ledger_entry" FOR ALL TO educrowd_owner USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint
CREATE POLICY "ledger_line_writer" ON "ledger_line" FOR ALL TO educrowd_owner USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint
-- Appends an entry to the chain of the present tenant; false when its key was entered before. Refuses entries whose
-- lines do not sum to zero in each currency.
--   lines: [{ "account", "minor", "currency" }], debits positive
-- The lock on the head is held until COMMIT: enter last.
CREATE FUNCTION post_ledger_entry(entry_key text, entry_kind text, campaign uuid, pledge uuid, moment timestamptz, lines jsonb)
RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
  tenant uuid := current_tenant_id();
  head ledger_head%ROWTYPE;
  entry_body text;
BEGIN
  IF tenant IS NULL THEN
    RAISE EXCEPTION 'a ledger entry needs a tenant' USING errcode = 'invalid_parameter_value';
  END IF;
  IF jsonb_array_length(lines) < 2 OR EXISTS (
    SELECT FROM jsonb_to_recordset(lines) AS line (minor bigint, currency text)
    GROUP BY line.currency HAVING sum(line.minor) IS DISTINCT FROM 0
  ) THEN
    RAISE EXCEPTION 'a ledger entry must sum to zero in each currency' USING errcode = 'check_violation';
  END IF;
  IF EXISTS (SELECT FROM ledger_entry WHERE tenant_id = tenant AND key = entry_key) THEN RETURN false; END IF;

  INSERT INTO ledger_head (tenant_id, seq, hash) VALUES (tenant, 0, decode(repeat('00', 32), 'hex')) ON CONFLICT DO NOTHING;
  SELECT * INTO STRICT head FROM ledger_head WHERE tenant_id = tenant FOR UPDATE;
  -- Entered by another transaction while this one waited.
  IF EXISTS (SELECT FROM ledger_entry WHERE tenant_id = tenant AND key = entry_key) THEN RETURN false; END IF;

  head.seq := head.seq + 1;
  entry_body := jsonb_build_object('seq', head.seq, 'key', entry_key, 'kind', entry_kind, 'campaign', campaign,
    'pledge', pledge, 'at', to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'lines', lines)::text;
  head.hash := sha256(head.hash || convert_to(entry_body, 'UTF8'));
  INSERT INTO ledger_entry (tenant_id, seq, key, kind, campaign_id, pledge_id, at, body, hash)
  VALUES (tenant, head.seq, entry_key, entry_kind, campaign, pledge, moment, entry_body, head.hash);
  INSERT INTO ledger_line (tenant_id, seq, line, account, campaign_id, minor, currency)
  SELECT tenant, head.seq, item.ordinality, item.value ->> 'account', campaign,
         (item.value ->> 'minor')::bigint, item.value ->> 'currency'
  FROM jsonb_array_elements(lines) WITH ORDINALITY AS item;
  UPDATE ledger_head SET seq = head.seq, hash = head.hash WHERE tenant_id = tenant;
  RETURN true;
END $$;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION post_ledger_entry(text, text, uuid, uuid, timestamptz, jsonb) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION post_ledger_entry(text, text, uuid, uuid, timestamptz, jsonb) TO educrowd_app;
