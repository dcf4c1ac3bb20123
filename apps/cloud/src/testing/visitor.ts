import type { Answer, TestServer } from './start-test-server.ts';

/** Somebody with a browser that keeps cookies and follows redirects, but runs no scripts. */
export interface Visitor {
  /** Path and query of the page that is shown. */
  readonly path: string;
  readonly page: Answer;
  /** The words of the page. */
  readonly text: string;
  readonly cookies: ReadonlyMap<string, string>;
  open(path: string): Promise<Visitor>;
  post(path: string, form: Readonly<Record<string, string>>): Promise<Visitor>;
}

export function createVisitor(server: TestServer, host: string): Visitor {
  const cookies = new Map<string, string>();
  let path = '';
  let page: Answer | undefined;

  async function go(target: string, form?: Readonly<Record<string, string>>): Promise<Visitor> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers: Record<string, string> = cookie === '' ? {} : { cookie };
    const answer = await server.request(target, { host, headers, ...(form === undefined ? {} : { form }) });
    for (const line of answer.headers['set-cookie'] ?? []) keep(cookies, line);
    path = target;
    page = answer;
    const { location } = answer.headers;
    return location === undefined ? visitor : go(location);
  }

  const visitor: Visitor = {
    get path() {
      return path;
    },
    get page() {
      if (!page) throw new Error('no page was opened yet');
      return page;
    },
    get text() {
      return wordsOf(this.page.text);
    },
    cookies,
    open: (target) => go(target),
    post: (target, form) => go(target, form),
  };
  return visitor;
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split('; ');
  const equals = pair.indexOf('=');
  const name = pair.slice(0, equals);
  const value = pair.slice(equals + 1);
  const isGone = value === '' || attributes.some((each) => /^max-age=0$/i.test(each));
  if (isGone) cookies.delete(name);
  else cookies.set(name, value);
}

const wordsOf = (html: string): string =>
  html
    .replaceAll(/<(head|style|script)[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/&#39;/g, "'")
    .replaceAll(/\s+/g, ' ')
    .trim();
