/** Makes tables of what the schema has no place for: captions become words before them, and those without cells go. */
export function settleTables(root: Element): void {
  for (const caption of root.querySelectorAll('caption')) {
    const words = root.ownerDocument.createElement('div');
    words.append(...caption.childNodes);
    const table = caption.closest('table');
    // HTML that begins within a table comes without one around it.
    if (table === null || table === root) caption.replaceWith(words);
    else {
      table.before(words);
      caption.remove();
    }
  }
  for (const table of root.querySelectorAll('table'))
    if (table.querySelector('td, th') === null) table.remove();
}
