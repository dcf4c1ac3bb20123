CREATE SCHEMA "directory";
--> statement-breakpoint
CREATE TABLE "audit_entry" (
	"tenant_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_id" uuid,
	"action" text NOT NULL,
	"body" text NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "audit_entry_tenant_id_seq_pk" PRIMARY KEY("tenant_id","seq")
);
--> statement-breakpoint
ALTER TABLE "audit_entry" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "directory"."host" (
	"host" text PRIMARY KEY NOT NULL,
	"school_id" uuid NOT NULL,
	"is_primary" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "directory"."school" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"status" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "school_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "document_state" (
	"tenant_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"version" bigint NOT NULL,
	"state" "bytea" NOT NULL,
	"content" jsonb NOT NULL,
	"plain_text" text NOT NULL,
	CONSTRAINT "document_state_tenant_id_document_id_pk" PRIMARY KEY("tenant_id","document_id")
);
--> statement-breakpoint
ALTER TABLE "document_state" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "document_update" (
	"tenant_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"version" bigint NOT NULL,
	"ordinal" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	"author_id" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "document_update_tenant_id_document_id_version_ordinal_pk" PRIMARY KEY("tenant_id","document_id","version","ordinal")
);
--> statement-breakpoint
ALTER TABLE "document_update" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "enrolment" (
	"tenant_id" uuid NOT NULL,
	"course_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"status" text NOT NULL,
	"enrolled_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "enrolment_tenant_id_course_id_user_id_pk" PRIMARY KEY("tenant_id","course_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "enrolment" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "lesson_progress" (
	"tenant_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"course_id" uuid NOT NULL,
	"lesson_id" uuid NOT NULL,
	"done_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "lesson_progress_tenant_id_user_id_lesson_id_pk" PRIMARY KEY("tenant_id","user_id","lesson_id")
);
--> statement-breakpoint
ALTER TABLE "lesson_progress" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "course_staff" (
	"tenant_id" uuid NOT NULL,
	"course_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "course_staff_tenant_id_course_id_user_id_pk" PRIMARY KEY("tenant_id","course_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "course_staff" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "member" (
	"tenant_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"display_name" text NOT NULL,
	"email" text NOT NULL,
	"joined_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "member_tenant_id_user_id_pk" PRIMARY KEY("tenant_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "member" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "role_grant" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	"assigned_by" uuid,
	"assigned_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"is_active" boolean DEFAULT true NOT NULL,
	CONSTRAINT "role_grant_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "role_grant_tenant_id_user_id_role_unique" UNIQUE("tenant_id","user_id","role")
);
--> statement-breakpoint
ALTER TABLE "role_grant" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sync_change" (
	"tenant_id" uuid NOT NULL,
	"table_name" text COLLATE "C" NOT NULL,
	"row_id" uuid NOT NULL,
	"scope" text COLLATE "C" NOT NULL,
	"version" bigint NOT NULL,
	"op" text NOT NULL,
	"author_id" uuid,
	"author_version" bigint DEFAULT 0 NOT NULL,
	"other_version" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "sync_change_tenant_id_table_name_row_id_scope_pk" PRIMARY KEY("tenant_id","table_name","row_id","scope")
);
--> statement-breakpoint
ALTER TABLE "sync_change" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sync_client" (
	"tenant_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"last_seq" bigint DEFAULT 0 NOT NULL,
	"acked_through" bigint DEFAULT 0 NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "sync_client_tenant_id_client_id_pk" PRIMARY KEY("tenant_id","client_id")
);
--> statement-breakpoint
ALTER TABLE "sync_client" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sync_result" (
	"tenant_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"hash" text NOT NULL,
	"code" text NOT NULL,
	"detail" text,
	CONSTRAINT "sync_result_tenant_id_client_id_seq_pk" PRIMARY KEY("tenant_id","client_id","seq")
);
--> statement-breakpoint
ALTER TABLE "sync_result" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sync_tenant" (
	"tenant_id" uuid PRIMARY KEY NOT NULL,
	"epoch" uuid NOT NULL,
	"head" bigint DEFAULT 0 NOT NULL,
	"audit_seq" bigint DEFAULT 0 NOT NULL,
	"audit_hash" "bytea" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "sync_tenant" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "conflicts" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"kind" text NOT NULL,
	"row_scope" text NOT NULL,
	"entity_name" text NOT NULL,
	"row_id" text NOT NULL,
	"row_label" text NOT NULL,
	"field" text,
	"base_value" jsonb,
	"winner_value" jsonb,
	"winner_name" text NOT NULL,
	"loser_value" jsonb,
	"loser_name" text NOT NULL,
	"status" text NOT NULL,
	"resolved_value" jsonb,
	"resolved_by_name" text,
	"resolved_at" timestamp (3) with time zone,
	"field_authors" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "conflicts_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "conflicts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "courses" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"title" text NOT NULL,
	"summary" text NOT NULL,
	"language" text NOT NULL,
	"level" text NOT NULL,
	"duration_hours" bigint,
	"tags" jsonb NOT NULL,
	"price_minor" bigint,
	"currency" text NOT NULL,
	"cover_material_id" text,
	"status" text NOT NULL,
	"published_at" text,
	"field_authors" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "courses_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "courses" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "documents" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"course_id" uuid NOT NULL,
	"lesson_id" uuid,
	"content_schema" bigint NOT NULL,
	"field_authors" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "documents_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "documents" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "lessons" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"course_id" uuid NOT NULL,
	"section_id" uuid NOT NULL,
	"title" text NOT NULL,
	"position" text COLLATE "C" NOT NULL,
	"field_authors" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "lessons_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "lessons" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "materials" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"course_id" uuid NOT NULL,
	"name" text NOT NULL,
	"mime_type" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"sha256" text NOT NULL,
	"state" text NOT NULL,
	"field_authors" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "materials_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "materials" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sections" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"course_id" uuid NOT NULL,
	"parent_id" uuid,
	"title" text NOT NULL,
	"position" text COLLATE "C" NOT NULL,
	"field_authors" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "sections_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "sections" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "tenant_settings" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"name" text NOT NULL,
	"description" text NOT NULL,
	"email" text,
	"website" text,
	"time_zone" text NOT NULL,
	"language" text NOT NULL,
	"currency" text NOT NULL,
	"brand_hue" bigint NOT NULL,
	"field_authors" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "tenant_settings_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "tenant_settings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "directory"."host" ADD CONSTRAINT "host_school_id_school_id_fk" FOREIGN KEY ("school_id") REFERENCES "directory"."school"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_state" ADD CONSTRAINT "document_state_tenant_id_document_id_documents_tenant_id_id_fk" FOREIGN KEY ("tenant_id","document_id") REFERENCES "public"."documents"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_update" ADD CONSTRAINT "document_update_tenant_id_document_id_documents_tenant_id_id_fk" FOREIGN KEY ("tenant_id","document_id") REFERENCES "public"."documents"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_tenant_id_course_id_courses_tenant_id_id_fk" FOREIGN KEY ("tenant_id","course_id") REFERENCES "public"."courses"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_tenant_id_user_id_member_tenant_id_user_id_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."member"("tenant_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lesson_progress" ADD CONSTRAINT "lesson_progress_tenant_id_course_id_courses_tenant_id_id_fk" FOREIGN KEY ("tenant_id","course_id") REFERENCES "public"."courses"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lesson_progress" ADD CONSTRAINT "lesson_progress_tenant_id_lesson_id_lessons_tenant_id_id_fk" FOREIGN KEY ("tenant_id","lesson_id") REFERENCES "public"."lessons"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lesson_progress" ADD CONSTRAINT "lesson_progress_tenant_id_user_id_member_tenant_id_user_id_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."member"("tenant_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_staff" ADD CONSTRAINT "course_staff_tenant_id_course_id_courses_tenant_id_id_fk" FOREIGN KEY ("tenant_id","course_id") REFERENCES "public"."courses"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_staff" ADD CONSTRAINT "course_staff_tenant_id_user_id_member_tenant_id_user_id_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."member"("tenant_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_tenant_id_user_id_member_tenant_id_user_id_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."member"("tenant_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_tenant_id_course_id_courses_tenant_id_id_fk" FOREIGN KEY ("tenant_id","course_id") REFERENCES "public"."courses"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_tenant_id_lesson_id_lessons_tenant_id_id_fk" FOREIGN KEY ("tenant_id","lesson_id") REFERENCES "public"."lessons"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lessons" ADD CONSTRAINT "lessons_tenant_id_course_id_courses_tenant_id_id_fk" FOREIGN KEY ("tenant_id","course_id") REFERENCES "public"."courses"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lessons" ADD CONSTRAINT "lessons_tenant_id_section_id_sections_tenant_id_id_fk" FOREIGN KEY ("tenant_id","section_id") REFERENCES "public"."sections"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "materials" ADD CONSTRAINT "materials_tenant_id_course_id_courses_tenant_id_id_fk" FOREIGN KEY ("tenant_id","course_id") REFERENCES "public"."courses"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sections" ADD CONSTRAINT "sections_tenant_id_course_id_courses_tenant_id_id_fk" FOREIGN KEY ("tenant_id","course_id") REFERENCES "public"."courses"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sections" ADD CONSTRAINT "sections_tenant_id_parent_id_sections_tenant_id_id_fk" FOREIGN KEY ("tenant_id","parent_id") REFERENCES "public"."sections"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_entry_tenant_id_at_index" ON "audit_entry" USING btree ("tenant_id","at");--> statement-breakpoint
CREATE INDEX "host_school_id_index" ON "directory"."host" USING btree ("school_id");--> statement-breakpoint
CREATE INDEX "enrolment_tenant_id_user_id_index" ON "enrolment" USING btree ("tenant_id","user_id");--> statement-breakpoint
CREATE INDEX "lesson_progress_tenant_id_user_id_course_id_index" ON "lesson_progress" USING btree ("tenant_id","user_id","course_id");--> statement-breakpoint
CREATE INDEX "course_staff_tenant_id_user_id_index" ON "course_staff" USING btree ("tenant_id","user_id");--> statement-breakpoint
CREATE INDEX "sync_change_tenant_id_version_table_name_row_id_scope_index" ON "sync_change" USING btree ("tenant_id","version","table_name","row_id","scope");--> statement-breakpoint
CREATE INDEX "sync_change_tenant_id_scope_table_name_row_id_index" ON "sync_change" USING btree ("tenant_id","scope","table_name","row_id");--> statement-breakpoint
CREATE INDEX "conflicts_tenant_id_row_scope_status_index" ON "conflicts" USING btree ("tenant_id","row_scope","status");--> statement-breakpoint
CREATE INDEX "courses_tenant_id_status_index" ON "courses" USING btree ("tenant_id","status");--> statement-breakpoint
CREATE INDEX "documents_tenant_id_course_id_index" ON "documents" USING btree ("tenant_id","course_id");--> statement-breakpoint
CREATE INDEX "documents_tenant_id_lesson_id_index" ON "documents" USING btree ("tenant_id","lesson_id");--> statement-breakpoint
CREATE INDEX "lessons_tenant_id_course_id_index" ON "lessons" USING btree ("tenant_id","course_id");--> statement-breakpoint
CREATE INDEX "lessons_tenant_id_section_id_index" ON "lessons" USING btree ("tenant_id","section_id");--> statement-breakpoint
CREATE INDEX "materials_tenant_id_course_id_index" ON "materials" USING btree ("tenant_id","course_id");--> statement-breakpoint
CREATE INDEX "materials_tenant_id_sha256_index" ON "materials" USING btree ("tenant_id","sha256");--> statement-breakpoint
CREATE INDEX "sections_tenant_id_course_id_index" ON "sections" USING btree ("tenant_id","course_id");--> statement-breakpoint
CREATE INDEX "sections_tenant_id_parent_id_index" ON "sections" USING btree ("tenant_id","parent_id");--> statement-breakpoint
CREATE POLICY "audit_entry_tenant" ON "audit_entry" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint
CREATE POLICY "document_state_tenant" ON "document_state" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint
CREATE POLICY "document_update_tenant" ON "document_update" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint
CREATE POLICY "enrolment_tenant" ON "enrolment" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint
CREATE POLICY "lesson_progress_tenant" ON "lesson_progress" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint
CREATE POLICY "course_staff_tenant" ON "course_staff" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint
CREATE POLICY "member_tenant" ON "member" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint
CREATE POLICY "role_grant_tenant" ON "role_grant" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint
CREATE POLICY "sync_change_tenant" ON "sync_change" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint
CREATE POLICY "sync_client_tenant" ON "sync_client" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint
CREATE POLICY "sync_result_tenant" ON "sync_result" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint
CREATE POLICY "sync_tenant_tenant" ON "sync_tenant" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint
CREATE POLICY "conflicts_tenant" ON "conflicts" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint
CREATE POLICY "courses_tenant" ON "courses" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint
CREATE POLICY "documents_tenant" ON "documents" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint
CREATE POLICY "lessons_tenant" ON "lessons" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint
CREATE POLICY "materials_tenant" ON "materials" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint
CREATE POLICY "sections_tenant" ON "sections" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());--> statement-breakpoint
CREATE POLICY "tenant_settings_tenant" ON "tenant_settings" AS PERMISSIVE FOR ALL TO "educrowd_app" USING (tenant_id = current_tenant_id()) WITH CHECK (tenant_id = current_tenant_id());