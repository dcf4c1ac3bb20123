CREATE TABLE `pledge_records` (
	`id` text PRIMARY KEY NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	`campaign_id` text NOT NULL,
	`reward_id` text,
	`backer_name` text,
	`amount_minor` integer NOT NULL,
	`currency` text NOT NULL,
	`status` text NOT NULL,
	`refunded_minor` integer NOT NULL,
	`pledged_at` text NOT NULL,
	`collected_at` text
);
--> statement-breakpoint
CREATE INDEX `pledge_records_campaign_id` ON `pledge_records` (`campaign_id`);