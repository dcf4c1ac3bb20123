DROP INDEX `journal_queued_at`;--> statement-breakpoint
CREATE INDEX `journal_settled_at` ON `journal` (`settled_at`);