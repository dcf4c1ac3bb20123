CREATE TABLE `gone_text` (
	`document_id` text PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`detail` text,
	`row_label` text NOT NULL,
	`course_id` text,
	`campaign_id` text,
	`at` text NOT NULL
);
