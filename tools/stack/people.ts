/** What people do in a browser to get going: all over the pages, as they would. */
import { createVisitor, type Page, type Visitor } from './visitor.ts';

export interface Person {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** Signs up at `origin` (a school's or the platform's), follows the mailed link and signs in. */
export async function signUp(origin: string, person: Person): Promise<Visitor> {
  const visitor = createVisitor();
  expectStatus(await visitor.post(`${origin}/sign-up`, { ...person }), 200, 'signing up');
  const link = await mailedLink(origin, person.email, '/verify-email');
  expectStatus(await visitor.get(link), 200, 'confirming the address');
  return signIn(origin, person, visitor);
}

export async function signIn(
  origin: string,
  { email, password }: Person,
  visitor = createVisitor(),
): Promise<Visitor> {
  const page = await visitor.post(`${origin}/sign-in`, { email, password });
  expectStatus(page, 200, 'signing in');
  if (page.url.pathname === '/sign-in') throw new Error(`Signing in as ${email} was refused.`);
  return visitor;
}

/** The newest link to `path` in a mail to this address; waits for the mail, which a job sends. */
export async function mailedLink(origin: string, to: string, path: string): Promise<string> {
  const visitor = createVisitor();
  for (let attempt = 0; attempt < 100; attempt++) {
    const page = await visitor.get(`${origin}/dev/mailbox.json?to=${encodeURIComponent(to)}`);
    for (const mail of JSON.parse(page.body) as { readonly text: string }[]) {
      const link = mail.text.match(/https?:\/\/\S+/g)?.find((url) => new URL(url).pathname === path);
      if (link) return link;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`No mail to ${to} with a link to ${path} has arrived.`);
}

/** Signs up on the platform and sets up a school; the visitor is signed in on the platform's address. */
export async function foundSchool(
  platform: string,
  owner: Person,
  school: { readonly name: string; readonly slug: string },
): Promise<Visitor> {
  const visitor = await signUp(platform, owner);
  expectStatus(await visitor.post(`${platform}/create-school`, { ...school }), 200, 'creating the school');
  return visitor;
}

/** Confirms the code that a desktop shows, in a browser that is signed in at the school. */
export async function approveDevice(visitor: Visitor, verificationUrl: string): Promise<void> {
  const url = new URL(verificationUrl);
  expectStatus(await visitor.get(url.href), 200, 'opening the code page');
  const page = await visitor.post(`${url.origin}/device`, {
    user_code: url.searchParams.get('user_code') ?? '',
    decision: 'approve',
  });
  expectStatus(page, 200, 'confirming the code');
}

function expectStatus(page: Page, status: number, what: string): void {
  if (page.status === status) return;
  const words = page.body
    .replaceAll(/<(script|style)[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  throw new Error(`${what} answered ${page.status} at ${page.url.pathname}: ${words.slice(0, 400)}`);
}
