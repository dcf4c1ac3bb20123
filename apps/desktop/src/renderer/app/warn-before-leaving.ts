import type { ConnectionState } from './engine-connection.ts';
import type { Store } from './store.ts';

/** While the engine is away, what was typed is in this window alone: whoever closes it is asked first. */
export function warnBeforeLeaving(
  waiting: ReadonlySet<unknown>,
  connection: Pick<Store<ConnectionState>, 'get'>,
): void {
  window.addEventListener('beforeunload', (event) => {
    if (waiting.size > 0 && connection.get() !== 'connected') event.preventDefault();
  });
}
