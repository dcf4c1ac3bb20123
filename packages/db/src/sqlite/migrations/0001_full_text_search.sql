-- The words of `search_entry`. The index keeps no copy of the text; triggers keep it in step with the table, so that
-- no writer can forget it. Words match without accents, and by their first two or three letters without a scan.
CREATE VIRTUAL TABLE `search_index` USING fts5(
	`title`, `body`,
	content='search_entry', content_rowid='id',
	tokenize='unicode61 remove_diacritics 2', prefix='2 3'
);
--> statement-breakpoint
CREATE TRIGGER `search_entry_inserted` AFTER INSERT ON `search_entry` BEGIN
	INSERT INTO `search_index` (rowid, `title`, `body`) VALUES (new.`id`, new.`title`, new.`body`);
END;
--> statement-breakpoint
CREATE TRIGGER `search_entry_deleted` AFTER DELETE ON `search_entry` BEGIN
	INSERT INTO `search_index` (`search_index`, rowid, `title`, `body`) VALUES ('delete', old.`id`, old.`title`, old.`body`);
END;
--> statement-breakpoint
CREATE TRIGGER `search_entry_changed` AFTER UPDATE OF `title`, `body` ON `search_entry` BEGIN
	INSERT INTO `search_index` (`search_index`, rowid, `title`, `body`) VALUES ('delete', old.`id`, old.`title`, old.`body`);
	INSERT INTO `search_index` (rowid, `title`, `body`) VALUES (new.`id`, new.`title`, new.`body`);
END;
--> statement-breakpoint
-- Whatever changes what a document is made of puts its text out of date, in the same transaction.
CREATE TRIGGER `document_update_inserted` AFTER INSERT ON `document_update` BEGIN
	INSERT OR IGNORE INTO `stale_text` (`document_id`) VALUES (new.`document_id`);
END;
--> statement-breakpoint
CREATE TRIGGER `document_update_deleted` AFTER DELETE ON `document_update` BEGIN
	INSERT OR IGNORE INTO `stale_text` (`document_id`) VALUES (old.`document_id`);
END;
