/** A school as a program reaches it: tokens, roles, and everything that the server would give to a new device. */
import { must } from '@educrowd/shared/primitives/assert';
import { base64ToBytes } from '@educrowd/shared/primitives/bytes';
import { newId } from '@educrowd/shared/primitives/id';
import type { Role } from '@educrowd/shared/permissions/roles';
import { PROTOCOL_VERSION, SCHEMA_VERSION, type RowKey } from '@educrowd/shared/sync/protocol';
import type { Holding } from '@educrowd/shared/sync/scope';
import { entityOfTable, syncedEntities, type SyncedTable } from '@educrowd/shared/synced-entities';
import type { WireRow } from '@educrowd/shared/entity/define-entity';
import { createHttpClient } from '../../apps/desktop/src/engine/network/fetch.ts';
import { createSyncClient, type SyncClient } from '../../apps/desktop/src/engine/network/sync-client.ts';
import type { Person } from '../../tools/stack/people.ts';
import { createVisitor } from '../../tools/stack/visitor.ts';
import { readText, type Text, type WorkspaceView } from './workspace-view.ts';

export interface ApiAccess {
  readonly token: string;
  readonly userId: string;
}

/** Signs in at a school over REST. */
export async function signInToApi(origin: string, { email, password }: Person): Promise<ApiAccess> {
  const answer = await createVisitor().api('POST', `${origin}/api/v1/auth/login`, {
    body: { email, password },
  });
  if (answer.status !== 200) throw new Error(`Signing in as ${email} answered ${answer.status}.`);
  const { token, user } = (answer.json as { data: { token: string; user: { id: string } } }).data;
  return { token, userId: user.id };
}

export async function giveRole(
  origin: string,
  { by, to, role }: { by: ApiAccess; to: string; role: Role },
): Promise<void> {
  const answer = await createVisitor().api('POST', `${origin}/api/v1/members/${to}/roles`, {
    token: by.token,
    body: { role },
  });
  if (answer.status !== 200)
    throw new Error(`Giving the role ${role} answered ${answer.status}: ${JSON.stringify(answer.json)}`);
}

export async function pauseRole(
  origin: string,
  { by, to, role, isPaused }: { by: ApiAccess; to: string; role: Role; isPaused: boolean },
): Promise<void> {
  const answer = await createVisitor().api('PATCH', `${origin}/api/v1/members/${to}/roles/${role}`, {
    token: by.token,
    body: { is_active: !isPaused },
  });
  if (answer.status !== 200)
    throw new Error(`Pausing the role ${role} answered ${answer.status}: ${JSON.stringify(answer.json)}`);
}

/** Runs `work` with the calls of a device that has nothing yet. */
export async function withSyncClient<T>(
  origin: string,
  token: string,
  work: (client: SyncClient) => Promise<T>,
): Promise<T> {
  const http = createHttpClient();
  try {
    return await work(createSyncClient({ address: origin, fetch: http.fetch, readToken: () => token }));
  } finally {
    await http.close();
  }
}

/** What every request of a new device says about it. */
export const newEnvelope = (holdings: readonly Holding[] = []) => ({
  protocol: PROTOCOL_VERSION,
  schema: SCHEMA_VERSION,
  epoch: null,
  clientId: newId<'Client'>() as string,
  holdings: [...holdings],
  ackedThrough: 0,
});

/** Everything that the server gives to this person: what a new device of theirs would show. */
export const readServerView = (origin: string, { token }: ApiAccess): Promise<WorkspaceView> =>
  withSyncClient(origin, token, async (client) => {
    const { signal } = new AbortController();
    const envelope = newEnvelope();
    const { holdings } = await client.pull({ ...envelope, cursor: 0, after: null }, signal);
    const rows = new Map<SyncedTable, Map<string, WireRow>>(
      syncedEntities.map(({ table }) => [table, new Map()]),
    );
    const texts = new Map<string, Text>();
    for (const holding of holdings) {
      let after: RowKey | null = null;
      do {
        const page: Awaited<ReturnType<SyncClient['bootstrap']>> = await client.bootstrap(
          { ...envelope, holding, after },
          signal,
        );
        for (const { table, rowId, op, values, updates } of page.changes) {
          if (op !== 'upsert' || values === null) continue;
          const columns = must(page.columns[table], `columns of ${table}`);
          const row = Object.fromEntries(columns.map((column, index) => [column, values[index] ?? null]));
          must(rows.get(entityOfTable(table).table as SyncedTable), table).set(rowId, row);
          if (table === 'documents') texts.set(rowId, readText((updates ?? []).map(base64ToBytes)));
        }
        after = page.next;
      } while (after !== null);
    }
    return { place: 'the server', rows, texts };
  });
