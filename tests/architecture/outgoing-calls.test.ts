import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repositoryFiles, repositoryRoot } from '../../tools/repository.ts';

/**
 * The server calls nobody but the mail server and the payment provider, whose addresses come from its own environment.
 * Whoever lets it call an address that a person can name (a webhook, an import) has to keep it away from private networks
 * first; this test is there to be met then.
 */
const doors: Readonly<Record<string, RegExp>> = {
  'apps/cloud/src/platform/mailer.ts': /from 'nodemailer'/,
  'apps/cloud/src/features/payments/stripe-gateway.ts': /from 'stripe'/,
};

const outgoing =
  /\bfetch\s*\(|new\s+(?:WebSocket|EventSource)\b|(?:from|import\()\s*['"](?:nodemailer|stripe|undici|axios|got|ky|(?:node:)?(?:https?|http2|tls|dgram|dns(?:\/promises)?)|hono\/proxy)['"]|(?:import|,|\{)\s*(?:createConnection|connect|Socket)\b[^;]*from 'node:net'/;

/** What only names a type calls nobody. */
const withoutTypes = (text: string): string => text.replaceAll(/^import type [^;]*;$/gm, '');

const isOutgoing = (text: string): boolean => outgoing.test(withoutTypes(text));

test.for([
  'const answer = await fetch(url);',
  'globalThis.fetch (url)',
  "import { request } from 'node:https';",
  "import { get } from 'http';",
  "import Stripe from 'stripe';",
  "const { request } = await import('undici');",
  "import { connect } from 'node:net';",
  "import { lookup } from 'node:dns/promises';",
  'new WebSocket(url)',
])('a planted call is found: %s', (planted) => {
  expect(isOutgoing(planted)).toBe(true);
});

test.for([
  "import type { Server } from 'node:http';",
  "import { BlockList, isIP } from 'node:net';",
  "import type { AddressInfo, Socket } from 'node:net';",
  'createAdaptorServer({ fetch: app.http.fetch })',
  "import { fetchRequestHandler } from '@trpc/server/adapters/fetch';",
])('what calls nobody is not: %s', (harmless) => {
  expect(isOutgoing(harmless)).toBe(false);
});

test('the server calls out through its two doors alone', () => {
  const sources = repositoryFiles().filter(
    (path) => /^apps\/cloud\/src\/.*(?<!\.test)\.tsx?$/.test(path) && !/\/(?:testing|islands)\//.test(path),
  );
  const calling = sources.filter((path) => isOutgoing(readFileSync(join(repositoryRoot, path), 'utf8')));
  expect(calling.toSorted()).toEqual(Object.keys(doors).toSorted());
  for (const [path, door] of Object.entries(doors))
    expect(readFileSync(join(repositoryRoot, path), 'utf8')).toMatch(door);
});
