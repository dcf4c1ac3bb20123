-- Texts and refused changes may lie in a course or in a campaign.
ALTER TABLE `quarantine` ADD `campaign_id` text;--> statement-breakpoint
ALTER TABLE `search_entry` RENAME COLUMN `course_id` TO `home_id`;--> statement-breakpoint
DROP INDEX `search_entry_course`;--> statement-breakpoint
CREATE INDEX `search_entry_home` ON `search_entry` (`home_id`);
