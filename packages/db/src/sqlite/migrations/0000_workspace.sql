CREATE TABLE `base_row` (
	`table_name` text NOT NULL,
	`row_id` text NOT NULL,
	`row` text,
	PRIMARY KEY(`table_name`, `row_id`)
);
--> statement-breakpoint
CREATE TABLE `blob` (
	`sha256` text PRIMARY KEY NOT NULL,
	`size_bytes` integer NOT NULL,
	`state` text NOT NULL,
	`sent_bytes` integer DEFAULT 0 NOT NULL,
	`upload_url` text
);
--> statement-breakpoint
CREATE INDEX `blob_state` ON `blob` (`state`);--> statement-breakpoint
CREATE TABLE `conflicts` (
	`id` text PRIMARY KEY NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	`kind` text NOT NULL,
	`row_scope` text NOT NULL,
	`entity_name` text NOT NULL,
	`row_id` text NOT NULL,
	`row_label` text NOT NULL,
	`field` text,
	`base_value` text,
	`winner_value` text,
	`winner_name` text NOT NULL,
	`loser_value` text,
	`loser_name` text NOT NULL,
	`status` text NOT NULL,
	`resolved_value` text,
	`resolved_by_name` text,
	`resolved_at` text
);
--> statement-breakpoint
CREATE INDEX `conflicts_status` ON `conflicts` (`status`);--> statement-breakpoint
CREATE TABLE `courses` (
	`id` text PRIMARY KEY NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	`title` text NOT NULL,
	`summary` text NOT NULL,
	`language` text NOT NULL,
	`level` text NOT NULL,
	`duration_hours` integer,
	`tags` text NOT NULL,
	`price_minor` integer,
	`currency` text NOT NULL,
	`cover_material_id` text,
	`status` text NOT NULL,
	`published_at` text
);
--> statement-breakpoint
CREATE TABLE `document_update` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`document_id` text NOT NULL,
	`bytes` blob NOT NULL,
	`version` integer,
	`seq` integer
);
--> statement-breakpoint
CREATE INDEX `document_update_document` ON `document_update` (`document_id`,`id`);--> statement-breakpoint
CREATE INDEX `document_update_seq` ON `document_update` (`seq`);--> statement-breakpoint
CREATE TABLE `documents` (
	`id` text PRIMARY KEY NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	`course_id` text NOT NULL,
	`lesson_id` text,
	`content_schema` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `documents_course_id` ON `documents` (`course_id`);--> statement-breakpoint
CREATE INDEX `documents_lesson_id` ON `documents` (`lesson_id`);--> statement-breakpoint
CREATE TABLE `holding` (
	`holding` text PRIMARY KEY NOT NULL,
	`state` text NOT NULL,
	`start_head` integer,
	`after` text,
	`staged_rows` integer DEFAULT 0 NOT NULL,
	`total_rows` integer
);
--> statement-breakpoint
CREATE TABLE `import_report` (
	`course_id` text PRIMARY KEY NOT NULL,
	`json` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `journal` (
	`seq` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`args` text NOT NULL,
	`base` text NOT NULL,
	`hash` text,
	`queued_at` text NOT NULL,
	`result_code` text,
	`result_detail` text,
	`settled_at` text
);
--> statement-breakpoint
CREATE INDEX `journal_queued_at` ON `journal` (`queued_at`);--> statement-breakpoint
CREATE TABLE `lessons` (
	`id` text PRIMARY KEY NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	`course_id` text NOT NULL,
	`section_id` text NOT NULL,
	`title` text NOT NULL,
	`position` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `lessons_course_id` ON `lessons` (`course_id`);--> statement-breakpoint
CREATE INDEX `lessons_section_id` ON `lessons` (`section_id`);--> statement-breakpoint
CREATE TABLE `materials` (
	`id` text PRIMARY KEY NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	`course_id` text NOT NULL,
	`name` text NOT NULL,
	`mime_type` text NOT NULL,
	`size_bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`state` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `materials_course_id` ON `materials` (`course_id`);--> statement-breakpoint
CREATE INDEX `materials_sha256` ON `materials` (`sha256`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`args` text NOT NULL,
	`base` text NOT NULL,
	`hash` text,
	`frozen` integer DEFAULT false NOT NULL,
	`created_at` text NOT NULL,
	`result_code` text,
	`result_detail` text
);
--> statement-breakpoint
CREATE TABLE `outbox_effect` (
	`seq` integer NOT NULL,
	`table_name` text NOT NULL,
	`row_id` text NOT NULL,
	`effect` text NOT NULL,
	PRIMARY KEY(`seq`, `table_name`, `row_id`)
);
--> statement-breakpoint
CREATE INDEX `outbox_effect_row` ON `outbox_effect` (`table_name`,`row_id`,`seq`);--> statement-breakpoint
CREATE TABLE `quarantine` (
	`seq` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`args` text NOT NULL,
	`base` text NOT NULL,
	`code` text NOT NULL,
	`detail` text,
	`row_label` text NOT NULL,
	`course_id` text,
	`at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `search_entry` (
	`id` integer PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`row_id` text NOT NULL,
	`course_id` text NOT NULL,
	`title` text NOT NULL,
	`body` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `search_entry_row_id_unique` ON `search_entry` (`row_id`);--> statement-breakpoint
CREATE INDEX `search_entry_course` ON `search_entry` (`course_id`);--> statement-breakpoint
CREATE TABLE `sections` (
	`id` text PRIMARY KEY NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	`course_id` text NOT NULL,
	`parent_id` text,
	`title` text NOT NULL,
	`position` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `sections_course_id` ON `sections` (`course_id`);--> statement-breakpoint
CREATE TABLE `staged_change` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`stage` text NOT NULL,
	`table_name` text NOT NULL,
	`row_id` text NOT NULL,
	`scope` text NOT NULL,
	`version` integer NOT NULL,
	`op` text NOT NULL,
	`row` text,
	`updates` text
);
--> statement-breakpoint
CREATE INDEX `staged_change_stage` ON `staged_change` (`stage`,`id`);--> statement-breakpoint
CREATE TABLE `stale_text` (
	`document_id` text PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sync_state` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `tenant_settings` (
	`id` text PRIMARY KEY NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	`name` text NOT NULL,
	`description` text NOT NULL,
	`email` text,
	`website` text,
	`time_zone` text NOT NULL,
	`language` text NOT NULL,
	`currency` text NOT NULL,
	`brand_hue` integer NOT NULL
);
