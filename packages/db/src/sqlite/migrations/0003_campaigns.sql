CREATE TABLE `campaign_updates` (
	`id` text PRIMARY KEY NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	`campaign_id` text NOT NULL,
	`title` text NOT NULL,
	`published_at` text
);
--> statement-breakpoint
CREATE INDEX `campaign_updates_campaign_id` ON `campaign_updates` (`campaign_id`);--> statement-breakpoint
CREATE TABLE `campaigns` (
	`id` text PRIMARY KEY NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	`title` text NOT NULL,
	`summary` text NOT NULL,
	`cover_material_id` text,
	`currency` text NOT NULL,
	`goal_minor` integer,
	`funding_model` text NOT NULL,
	`deadline` text,
	`status` text NOT NULL,
	`launched_at` text,
	`ended_at` text,
	`pledged_minor` integer NOT NULL,
	`collected_minor` integer NOT NULL,
	`backer_count` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `faqs` (
	`id` text PRIMARY KEY NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	`campaign_id` text NOT NULL,
	`question` text NOT NULL,
	`answer` text NOT NULL,
	`position` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `faqs_campaign_id` ON `faqs` (`campaign_id`);--> statement-breakpoint
CREATE TABLE `notifications` (
	`id` text PRIMARY KEY NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	`user_id` text NOT NULL,
	`event` text NOT NULL,
	`data` text NOT NULL,
	`occurred_at` text NOT NULL,
	`read_at` text
);
--> statement-breakpoint
CREATE INDEX `notifications_occurred_at` ON `notifications` (`occurred_at`);--> statement-breakpoint
CREATE TABLE `rewards` (
	`id` text PRIMARY KEY NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	`campaign_id` text NOT NULL,
	`title` text NOT NULL,
	`description` text NOT NULL,
	`amount_minor` integer NOT NULL,
	`limit_count` integer,
	`delivery_month` text,
	`position` text NOT NULL,
	`claimed_count` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `rewards_campaign_id` ON `rewards` (`campaign_id`);--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_documents` (
	`id` text PRIMARY KEY NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	`course_id` text,
	`lesson_id` text,
	`campaign_id` text,
	`campaign_update_id` text,
	`content_schema` integer NOT NULL
);
--> statement-breakpoint
INSERT INTO `__new_documents`("id", "created_at", "updated_at", "deleted_at", "course_id", "lesson_id", "campaign_id", "campaign_update_id", "content_schema") SELECT "id", "created_at", "updated_at", "deleted_at", "course_id", "lesson_id", NULL, NULL, "content_schema" FROM `documents`;--> statement-breakpoint
DROP TABLE `documents`;--> statement-breakpoint
ALTER TABLE `__new_documents` RENAME TO `documents`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `documents_course_id` ON `documents` (`course_id`);--> statement-breakpoint
CREATE INDEX `documents_lesson_id` ON `documents` (`lesson_id`);--> statement-breakpoint
CREATE INDEX `documents_campaign_id` ON `documents` (`campaign_id`);--> statement-breakpoint
CREATE TABLE `__new_materials` (
	`id` text PRIMARY KEY NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	`course_id` text,
	`campaign_id` text,
	`name` text NOT NULL,
	`mime_type` text NOT NULL,
	`size_bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`state` text NOT NULL
);
--> statement-breakpoint
INSERT INTO `__new_materials`("id", "created_at", "updated_at", "deleted_at", "course_id", "campaign_id", "name", "mime_type", "size_bytes", "sha256", "state") SELECT "id", "created_at", "updated_at", "deleted_at", "course_id", NULL, "name", "mime_type", "size_bytes", "sha256", "state" FROM `materials`;--> statement-breakpoint
DROP TABLE `materials`;--> statement-breakpoint
ALTER TABLE `__new_materials` RENAME TO `materials`;--> statement-breakpoint
CREATE INDEX `materials_course_id` ON `materials` (`course_id`);--> statement-breakpoint
CREATE INDEX `materials_campaign_id` ON `materials` (`campaign_id`);--> statement-breakpoint
CREATE INDEX `materials_sha256` ON `materials` (`sha256`);