import { readListLook, readListPlace, type WordListLook, type WordListPlace } from './word-list-marks.ts';

interface OpenList extends WordListPlace {
  readonly element: Element;
  readonly look: WordListLook;
}

/** Makes lists of the paragraphs that Word writes for them. */
export function makeLists(root: Element): void {
  /** From the outermost to the one that the last item is in. */
  let open: OpenList[] = [];
  for (const paragraph of root.querySelectorAll('p[style*="mso-list"]')) {
    const place = readListPlace(paragraph.getAttribute('style') ?? '');
    if (place === null) continue;
    if (open[0] && before(paragraph) !== open[0].element) open = [];
    const look = readListLook(takeMark(paragraph));
    while (open.length > 0 && !goesOn(open.at(-1), place, look)) open.pop();
    const around = open.at(-1);
    if (around?.level !== place.level) {
      const element = createList(paragraph.ownerDocument, look);
      if (around) around.element.lastElementChild?.append(element);
      else paragraph.before(element);
      open.push({ ...place, look, element });
    }
    const item = paragraph.ownerDocument.createElement('li');
    open.at(-1)?.element.append(item);
    item.append(paragraph);
  }
}

/** Whether an item belongs into a list, or into one within it. */
const goesOn = (list: OpenList | undefined, place: WordListPlace, look: WordListLook): boolean =>
  list !== undefined &&
  (list.level < place.level ||
    (list.level === place.level && list.list === place.list && list.look.tag === look.tag));

function createList(document: Document, { tag, type, start }: WordListLook): Element {
  const element = document.createElement(tag);
  if (type !== null) element.setAttribute('type', type);
  if (start > 1) element.setAttribute('start', String(start));
  return element;
}

/** What stands before it; white space and comments are nothing. */
function before(paragraph: Element): Node | null {
  let node = paragraph.previousSibling;
  while (
    node &&
    node.nodeType !== node.ELEMENT_NODE &&
    (node.nodeType === node.COMMENT_NODE || !node.textContent?.trim())
  )
    node = node.previousSibling;
  return node;
}

/** The number or bullet, which is text for those programs that know no lists. */
function takeMark(paragraph: Element): string {
  const mark = paragraph.querySelector('[style*="mso-list:Ignore" i], [style*="mso-list: Ignore" i]');
  mark?.remove();
  return mark?.textContent ?? '';
}
