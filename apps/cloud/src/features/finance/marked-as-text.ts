/**
 * Where a spreadsheet may see a cell begin, and read a formula there: at the start of a text, and behind whatever ends a
 * cell to it. That need not be a comma, where a country writes those inside numbers, and then quotes count for nothing,
 * too. Signs of full width are formulas in East Asian settings.
 */
const FORMULA_BEGINS = /(?<=^|[;,\t\r\n"])(?=[\s"]*[=+\-@＝＋－＠])|^(?=[\t\r])/gu;

/** What people have written, with an apostrophe in front of all that could be taken for a formula. */
export const markedAsText = (text: string): string => text.replaceAll(FORMULA_BEGINS, "'");
