import { openTextDocument, type OpenOptions, type TextDocument } from './text-document.ts';

export type FollowedText =
  | { readonly state: 'opening' }
  | { readonly state: 'failed'; readonly error: unknown }
  | { readonly state: 'open'; readonly document: TextDocument };

/**
 * Opens a text, and opens it anew whenever it was replaced; what it showed stays until then. `onChange` is called with
 * each; the answer ends it, and waits for nothing: what is unsaved is saved behind the scenes.
 */
export function followText(options: OpenOptions, onChange: (text: FollowedText) => void): () => void {
  let isGone = false;
  let close = (): void => undefined;
  let present: TextDocument | undefined;

  const show = (next: TextDocument) => {
    if (isGone) return next.close();
    close();
    present = next;
    const leave = next.standing.subscribe(() => {
      if (next.standing.get().state === 'replaced') open();
    });
    close = () => {
      leave();
      next.close();
    };
    onChange({ state: 'open', document: next });
  };
  const fail = (error: unknown) => {
    if (isGone) return;
    if (present) present.standing.set({ state: 'gone', error });
    else onChange({ state: 'failed', error });
  };
  const open = () => void openTextDocument(options).then(show, fail);

  open();
  return () => {
    isGone = true;
    close();
  };
}
