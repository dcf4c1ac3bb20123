import { createClient } from '@educrowd/db/postgres/client';
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';

/** A pool of connections of one database role. Only `withTenant` and the few global features hold one. */
export interface Database {
  readonly db: PostgresJsDatabase;
  readonly client: ReturnType<typeof createClient>;
  close(): Promise<void>;
}

export type Transaction = Parameters<Parameters<PostgresJsDatabase['transaction']>[0]>[0];

export function createDatabase(
  url: string,
  options: { readonly maxConnections: number; readonly name: string },
): Database {
  const client = createClient(url, { max: options.maxConnections, applicationName: options.name });
  return { db: drizzle(client), client, close: () => client.end({ timeout: 5 }) };
}
