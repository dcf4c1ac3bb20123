/** What the server's database says about itself: numbers without gaps, results in step, an unbroken audit chain. */
import { createHash } from 'node:crypto';
import { createClient } from '@educrowd/db/postgres/client';
import type { DeviceRecords } from './device-records.ts';

export interface ServerRecords {
  readonly mutations: number;
  readonly auditEntries: number;
  readonly problems: readonly string[];
}

type Admin = ReturnType<typeof createClient>;

/** Reads past row-level security: `adminUrl` is a superuser's. */
export async function readServerRecords(
  adminUrl: string,
  devices: readonly DeviceRecords[],
): Promise<ServerRecords> {
  const admin = createClient(adminUrl, { max: 1, applicationName: 'educrowd-check' });
  try {
    const problems = [
      ...(await checkClients(admin, devices)),
      ...(await checkVersions(admin)),
      ...(await checkCreations(admin)),
    ];
    const audit = await checkAudit(admin);
    return {
      mutations: devices.reduce((sum, { lastSeq }) => sum + lastSeq, 0),
      auditEntries: audit.count,
      problems: [...problems, ...audit.problems].map((problem) => `the server: ${problem}`),
    };
  } finally {
    await admin.end({ timeout: 5 });
  }
}

interface ClientRow {
  readonly client_id: string;
  readonly last_seq: string;
  readonly acked_through: string;
  readonly kept: number;
  readonly first_kept: string | null;
  readonly last_kept: string | null;
}

/** The server has done as much as each device says, and keeps exactly the results that were not acked. */
async function checkClients(admin: Admin, devices: readonly DeviceRecords[]): Promise<string[]> {
  const clients = await admin<ClientRow[]>`
    select c.client_id, c.last_seq, c.acked_through, count(r.seq)::int as kept,
      min(r.seq) as first_kept, max(r.seq) as last_kept
    from sync_client c left join sync_result r
      on r.tenant_id = c.tenant_id and r.client_id = c.client_id and r.seq > c.acked_through
    group by c.tenant_id, c.client_id`;
  return devices.flatMap(({ clientId, lastSeq }) => {
    const client = clients.find((each) => each.client_id === clientId);
    if (!client) return lastSeq === 0 ? [] : [`does not know device ${clientId}`];
    const [last, acked] = [Number(client.last_seq), Number(client.acked_through)];
    const isContiguous =
      client.kept === last - acked &&
      (client.kept === 0 || (Number(client.first_kept) === acked + 1 && Number(client.last_kept) === last));
    return [
      ...(last === lastSeq ? [] : [`has done ${last} of ${lastSeq} edits of device ${clientId}`]),
      ...(isContiguous
        ? []
        : [`keeps ${client.kept} results of device ${clientId} between ${acked} and ${last}`]),
    ];
  });
}

/** No change is newer than the head under which it was committed. */
async function checkVersions(admin: Admin): Promise<string[]> {
  const [row] = await admin<{ changes: number; updates: number }[]>`
    select
      (select count(*)::int from sync_change c join sync_tenant t using (tenant_id) where c.version > t.head) as changes,
      (select count(*)::int from document_update u join sync_tenant t using (tenant_id) where u.version > t.head) as updates`;
  return row?.changes === 0 && row.updates === 0
    ? []
    : [`${row?.changes} changes and ${row?.updates} updates lie above the head`];
}

/** Every course was made once: the entry in the audit log is written by the very mutation. */
async function checkCreations(admin: Admin): Promise<string[]> {
  const rows = await admin<{ id: string; times: number }[]>`
    select c.id, count(a.seq)::int as times from courses c left join audit_entry a
      on a.tenant_id = c.tenant_id and a.action = 'course.created' and a.body::jsonb -> 'details' ->> 'courseId' = c.id::text
    group by c.tenant_id, c.id having count(a.seq) <> 1`;
  return rows.map(({ id, times }) => `course ${id} was created ${times} times`);
}

interface AuditRow {
  readonly tenant_id: string;
  readonly seq: string;
  readonly body: string;
  readonly hash: Buffer;
  readonly last_seq: string;
  readonly last_hash: Buffer;
}

/** Counts without gaps and chains each entry to the one before it, up to what the school's own row says. */
async function checkAudit(admin: Admin): Promise<{ readonly count: number; readonly problems: string[] }> {
  const entries = await admin<AuditRow[]>`
    select a.tenant_id, a.seq, a.body, a.hash, t.audit_seq as last_seq, t.audit_hash as last_hash
    from audit_entry a join sync_tenant t using (tenant_id) order by a.tenant_id, a.seq`;
  const problems: string[] = [];
  for (const [tenantId, chain] of Map.groupBy(entries, (entry) => entry.tenant_id)) {
    let before: Uint8Array = new Uint8Array(32);
    const broken = chain.find((entry, index) => {
      const expected = createHash('sha256').update(before).update(entry.body).digest();
      before = entry.hash;
      return Number(entry.seq) !== index + 1 || !expected.equals(entry.hash);
    });
    const last = chain.at(-1);
    const isWhole = last && Number(last.last_seq) === chain.length && last.last_hash.equals(last.hash);
    if (broken) problems.push(`the audit log of ${tenantId} breaks at entry ${broken.seq}`);
    else if (!isWhole) problems.push(`the audit log of ${tenantId} does not end where the school says`);
  }
  return { count: entries.length, problems };
}
