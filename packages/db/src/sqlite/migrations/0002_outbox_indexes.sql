CREATE INDEX `outbox_result` ON `outbox` (`result_code`,`seq`);--> statement-breakpoint
CREATE INDEX `outbox_open` ON `outbox` (`seq`) WHERE "outbox"."frozen" = 0;