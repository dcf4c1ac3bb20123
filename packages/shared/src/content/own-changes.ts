import { Plugin, type Transaction } from '@tiptap/pm/state';
import { ySyncPluginKey } from '@tiptap/y-tiptap';

/** True for what the binding to Yjs brings: the document as it was opened, changes of others, undo and redo. */
export function isFromElsewhere(transaction: Transaction): boolean {
  const sync: unknown = transaction.getMeta(ySyncPluginKey);
  return (
    typeof sync === 'object' && sync !== null && 'isChangeOrigin' in sync && sync.isChangeOrigin === true
  );
}

/**
 * The plugin with its answers to a person's own changes alone. What a plugin adds to any other would be written to the
 * document by everybody who merely has it open.
 */
export function answeringOwnChanges(plugin: Plugin): Plugin {
  const { appendTransaction } = plugin.spec;
  if (appendTransaction === undefined) return plugin;
  return new Plugin({
    ...plugin.spec,
    appendTransaction: (transactions, before, after) =>
      transactions.some(isFromElsewhere) ? null : appendTransaction.call(plugin, transactions, before, after),
  });
}
