import { sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import type { Mail } from './mail.ts';

/** Queues mails about accounts: no school is concerned, so they do not go through a tenant's transaction. */
export interface IdentityMailQueue {
  enqueue(mail: Mail): Promise<void>;
}

export const createIdentityMailQueue = (identityDatabase: Database): IdentityMailQueue => ({
  enqueue: async (mail) => {
    await identityDatabase.db.execute(sql`select jobs.enqueue_identity_mail(${JSON.stringify(mail)}::jsonb)`);
  },
});
