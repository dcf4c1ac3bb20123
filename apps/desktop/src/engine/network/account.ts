import * as z from 'zod';
import { permissions } from '@educrowd/shared/permissions/matrix';
import { roles } from '@educrowd/shared/permissions/roles';
import type { Fetch } from './fetch.ts';
import { errorOfStatus, errorOfThrown, unavailable } from './request-error.ts';

/** Who a token belongs to, and in which school. */
const accountSchema = z.object({
  userId: z.string(),
  email: z.string(),
  displayName: z.string(),
  tenantId: z.string(),
  schoolName: z.string(),
  /** Those that this version does not know are left out. */
  roles: z.array(z.string()).transform((held) => roles.filter((role) => held.includes(role))),
  /** Of all roles, those that the school has defined among them; absent: the server is older than this field. */
  permissions: z
    .array(z.string())
    .transform((held) => permissions.filter((permission) => held.includes(permission)))
    .optional(),
});
export type SchoolAccount = z.output<typeof accountSchema>;

/** Rejects with a `RequestError`. */
export async function fetchAccount(options: {
  fetch: Fetch;
  address: string;
  token: string;
}): Promise<SchoolAccount> {
  const response = await options
    .fetch(`${options.address}/api/v1/auth/me`, { headers: { authorization: `Bearer ${options.token}` } })
    .catch((thrown: unknown) => {
      throw errorOfThrown(thrown);
    });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw errorOfStatus(response.status, response.headers);
  const answer = z.object({ data: accountSchema }).safeParse(body);
  if (!answer.success) throw unavailable('The school does not say who is signed in', answer.error);
  return answer.data.data;
}
