/** What can take the focus inside a pane, best first. */
const PREFERRED = [
  '[role="treeitem"][tabindex="0"]',
  '.lesson-text[contenteditable="true"]',
  '[aria-current="page"]',
  'a[href], button:not([disabled]), input, select, textarea',
];

/** Goes round the panes of the window: navigation, outline, work, inspector. */
export function focusNextPane(step: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter(
    (pane) => pane.offsetParent !== null,
  );
  if (panes.length === 0) return;
  const present = panes.findIndex((pane) => pane.contains(document.activeElement));
  const from = present < 0 && step < 0 ? 0 : present;
  const pane = panes[(from + step + panes.length) % panes.length];
  if (pane) targetIn(pane).focus();
}

function targetIn(pane: HTMLElement): HTMLElement {
  for (const selector of PREFERRED) {
    const found = pane.querySelector<HTMLElement>(selector);
    if (found) return found;
  }
  return pane;
}
