import type { FeatureImplementation, TreeInstance } from '@headless-tree/core';

const WAIT_MS = 20;
const MAX_WAITS = 25;

/**
 * Gives the keyboard to the focused row within the same key press, where the tree by itself does it some time later:
 * until then the next key would find the keyboard on another row than the one it applies to.
 */
export const promptFocusFeature: FeatureImplementation = {
  key: 'prompt-focus',
  treeInstance: {
    // After the row is drawn as the focused one, which React does in a microtask of its own.
    updateDomFocus: ({ tree }) => queueMicrotask(() => focusRow(tree, MAX_WAITS)),
  },
};

/** A row that has just come is drawn in a moment. */
function focusRow(tree: TreeInstance<unknown>, waits: number): void {
  const element = tree.getFocusedItem().getElement();
  if (element) element.focus();
  else if (waits > 0) setTimeout(() => focusRow(tree, waits - 1), WAIT_MS);
}
