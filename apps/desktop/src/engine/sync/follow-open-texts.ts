/**
 * Windows show texts as they were opened. When the row of one goes, comes back or becomes one that this app may only
 * read, they are told to open it again, and what is still on its way from them is put aside under the words that the
 * text has now, while it can still be named.
 */
import type { WireRow } from '@educrowd/shared/entity/define-entity';
import { isReadOnlyFor } from '@educrowd/shared/content/content-schema';
import { isHeld } from '@educrowd/shared/sync/scope';
import { entityNamed } from '@educrowd/shared/synced-entities';
import { words } from '../../ipc/refusal.ts';
import type { GoneText } from '../store/gone-texts.ts';
import { homeOfScope } from '../store/homes.ts';
import { titleOf } from './put-aside-lost.ts';
import type { RowChanges } from './row-changes.ts';
import type { SyncStore } from './sync-store.ts';

interface Before {
  readonly documentId: string;
  readonly row: WireRow | null;
  readonly words: Pick<GoneText, 'label' | 'home'>;
  readonly homeTitle: string | null;
}

/** To be called before rows change; what it gives is to be called in the same transaction when they have. */
export function followOpenTexts(store: SyncStore): (changes: RowChanges, now: string) => void {
  const { views, goneTexts, quarantine, holdings } = store;
  const document = entityNamed('Document');
  const before = goneTexts.opened().map((documentId): Before => {
    const row = views.read(document, documentId);
    return {
      documentId,
      row,
      words: quarantine.describe(document, documentId) ?? { label: '', home: null },
      homeTitle: row && titleOf(store, homeOfScope(document.scope(row))),
    };
  });
  const reasonOf = ({ row, homeTitle }: Before): Pick<GoneText, 'code' | 'detail'> =>
    row && !isHeld(holdings.requested(), document.scope(row))
      ? { code: 'NO_ACCESS', detail: homeTitle }
      : { code: 'NOT_FOUND', detail: words('refusals.textGone') };

  return (changes, now) => {
    for (const text of before) {
      const row = views.read(document, text.documentId);
      if (row === null && text.row === null) continue;
      if (row === null) goneTexts.add(text.documentId, { ...text.words, ...reasonOf(text) }, now);
      else goneTexts.remove(text.documentId);
      if (standingOf(row) !== standingOf(text.row)) changes.noteOtherText(text.documentId);
    }
  };
}

const standingOf = (row: WireRow | null): string =>
  row === null ? 'gone' : isReadOnlyFor(Number(row.contentSchema)) ? 'readOnly' : 'open';
