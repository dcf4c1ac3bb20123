-- The words of `search_entry` in the form in which they are sought (`search_form`, a function of this program). The
-- index keeps no copy of the text; triggers keep it in step with the table, so that no writer can forget it. Words
-- match by their first two or three letters without a scan. Marks that the form leaves are letters.
DROP TRIGGER `search_entry_inserted`;
--> statement-breakpoint
DROP TRIGGER `search_entry_deleted`;
--> statement-breakpoint
DROP TRIGGER `search_entry_changed`;
--> statement-breakpoint
DROP TABLE `search_index`;
--> statement-breakpoint
CREATE VIRTUAL TABLE `search_index` USING fts5(
	`title`, `body`,
	content='', contentless_delete=1,
	tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* Co'", prefix='2 3'
);
--> statement-breakpoint
INSERT INTO `search_index` (rowid, `title`, `body`)
SELECT `id`, search_form(`title`), search_form(`body`) FROM `search_entry`;
--> statement-breakpoint
CREATE TRIGGER `search_entry_inserted` AFTER INSERT ON `search_entry` BEGIN
	INSERT INTO `search_index` (rowid, `title`, `body`) VALUES (new.`id`, search_form(new.`title`), search_form(new.`body`));
END;
--> statement-breakpoint
CREATE TRIGGER `search_entry_deleted` AFTER DELETE ON `search_entry` BEGIN
	DELETE FROM `search_index` WHERE rowid = old.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `search_entry_changed` AFTER UPDATE OF `title`, `body` ON `search_entry` BEGIN
	DELETE FROM `search_index` WHERE rowid = old.`id`;
	INSERT INTO `search_index` (rowid, `title`, `body`) VALUES (new.`id`, search_form(new.`title`), search_form(new.`body`));
END;
