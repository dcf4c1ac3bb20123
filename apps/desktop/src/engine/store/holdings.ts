/**
 * What the person's device keeps, and how far each part of it is here. `bootstrapping`: pages are being fetched ·
 * `staged`: all of them are here, unseen · `ready`: published · `lost`: still here, to be removed in the next publish.
 */
import type { Database } from 'better-sqlite3';
import type { RowKey } from '@educrowd/shared/sync/protocol';
import { isHeld, normalizeHoldings, type Holding } from '@educrowd/shared/sync/scope';

export type HoldingState = 'bootstrapping' | 'staged' | 'ready' | 'lost';

export interface Bootstrap {
  readonly holding: Holding;
  /** Null before the first page. */
  readonly startHead: number | null;
  readonly after: RowKey | null;
}

export interface BootstrapPage {
  readonly head: number;
  readonly next: RowKey | null;
  readonly totalRows: number | null;
  readonly count: number;
}

export interface Holdings {
  /** What is asked for in a pull: all but the lost ones. */
  readonly requested: () => Holding[];
  readonly hasLost: () => boolean;
  /** The holding whose next page is to be fetched. First pages come first: they make the total known. */
  readonly nextBootstrap: () => Bootstrap | null;
  readonly savePage: (holding: Holding, page: BootstrapPage) => void;
  /** The version from which a pull has to start so that everything staged is brought up to date; null without any. */
  readonly firstStartHead: () => number | null;
  /** Takes over what the school grants now and names the loads that are given up. */
  readonly adopt: (granted: readonly Holding[]) => {
    readonly isChanged: boolean;
    readonly abandoned: Holding[];
  };
  /** Everything that is requested is published, the lost is gone. */
  readonly finish: () => void;
  readonly loseAll: () => void;
  /** Loads everything anew. */
  readonly restart: () => void;
  /** Of the loads under way. `totalRows` grows until every first page is here. */
  readonly progress: () => { readonly rows: number; readonly totalRows: number } | null;
}

interface HoldingRow {
  readonly holding: Holding;
  readonly state: HoldingState;
  readonly start_head: number | null;
  readonly after: string | null;
}

export function createHoldings(db: Database): Holdings {
  const all = db.prepare<[], HoldingRow>(
    'select holding, state, start_head, after from holding order by holding',
  );
  const put = db.prepare<[Holding, HoldingState]>(
    'insert or replace into holding (holding, state) values (?, ?)',
  );
  const setState = db.prepare<[HoldingState, Holding]>('update holding set state = ? where holding = ?');
  const next = db.prepare<[], HoldingRow>(
    `select holding, state, start_head, after from holding where state = 'bootstrapping'
     order by total_rows is not null, holding limit 1`,
  );
  const savePage = db.prepare(`
    update holding set state = ?, start_head = coalesce(start_head, ?), after = ?, staged_rows = staged_rows + ?,
      total_rows = coalesce(?, total_rows) where holding = ?`);
  const firstStartHead = db
    .prepare<[], number | null>(
      `select min(start_head) from holding where state in ('bootstrapping', 'staged')`,
    )
    .pluck();
  const finish = db.prepare(`
    update holding set state = 'ready', start_head = null, after = null, staged_rows = 0, total_rows = null`);
  const removeLost = db.prepare(`delete from holding where state = 'lost'`);
  const loseAll = db.prepare(`update holding set state = 'lost'`);
  const restart = db.prepare(`
    update holding set state = 'bootstrapping', start_head = null, after = null, staged_rows = 0, total_rows = null
    where state <> 'lost'`);
  const progress = db.prepare<[], { rows: number | null; total_rows: number | null }>(
    `select sum(staged_rows) as rows, sum(total_rows) as total_rows from holding where state in ('bootstrapping', 'staged')`,
  );

  return {
    requested: () =>
      normalizeHoldings(
        all
          .all()
          .filter((row) => row.state !== 'lost')
          .map((row) => row.holding),
      ),
    hasLost: () => all.all().some((row) => row.state === 'lost'),
    nextBootstrap: () => {
      const row = next.get();
      return row
        ? {
            holding: row.holding,
            startHead: row.start_head,
            after: row.after === null ? null : (JSON.parse(row.after) as RowKey),
          }
        : null;
    },
    savePage: (holding, page) => {
      const state: HoldingState = page.next ? 'bootstrapping' : 'staged';
      savePage.run(
        state,
        page.head,
        page.next && JSON.stringify(page.next),
        page.count,
        page.totalRows,
        holding,
      );
    },
    firstStartHead: () => firstStartHead.get() ?? null,
    adopt: (granted) => {
      const rows = all.all();
      const kept = new Set(rows.filter((row) => row.state !== 'lost').map((row) => row.holding));
      const ready = rows.filter((row) => row.state === 'ready').map((row) => row.holding);
      const gained = granted.filter((holding) => !kept.has(holding));
      const dropped = rows.filter((row) => row.state !== 'lost' && !granted.includes(row.holding));
      // Of a wildcard that is taken away, single parts may stay: they are here already.
      for (const holding of gained) put.run(holding, isHeld(ready, holding) ? 'ready' : 'bootstrapping');
      // Also one that was being loaded: it may have been lost, and given back before what is here of it had gone.
      for (const { holding } of dropped) setState.run('lost', holding);
      return {
        isChanged: gained.length > 0 || dropped.length > 0,
        abandoned: dropped.filter((row) => row.state !== 'ready').map((row) => row.holding),
      };
    },
    finish: () => {
      removeLost.run();
      finish.run();
    },
    loseAll: () => void loseAll.run(),
    restart: () => void restart.run(),
    progress: () => {
      const { rows, total_rows: totalRows } = progress.get() ?? {};
      return rows === null || rows === undefined ? null : { rows, totalRows: totalRows ?? 0 };
    },
  };
}
