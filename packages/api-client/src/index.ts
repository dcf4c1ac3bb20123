/**
 * The REST API for programs: every path, parameter and answer is checked by the compiler.
 *
 *     const api = createApiClient({ origin: 'https://northfield.example', token });
 *     const { data, error } = await api.GET('/lms/courses', { params: { query: { page: 2 } } });
 */
import createClient, { type Client } from 'openapi-fetch';
import type { paths } from './schema.ts';

export interface ApiClientOptions {
  /** Address of a school, or of the platform. */
  readonly origin: string;
  /** Of a sign-in at that address; without, what a visitor may. */
  readonly token?: string;
  readonly fetch?: (request: Request) => Promise<Response>;
}

export type ApiClient = Client<paths>;

export const createApiClient = ({ origin, token, fetch }: ApiClientOptions): ApiClient =>
  createClient<paths>({
    baseUrl: `${origin}/api/v1`,
    ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
    ...(fetch && { fetch }),
  });
