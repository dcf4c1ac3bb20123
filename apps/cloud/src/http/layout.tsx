/** @jsxImportSource hono/jsx */
import { jsxRenderer } from 'hono/jsx-renderer';
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import type { adminNavFor } from '../platform/page/admin-nav.tsx';
import type { PageProps } from '../platform/page/page.ts';
import type { AppEnv } from '../platform/request.ts';
import { TEXT_FONT, type Assets } from './assets.ts';

const widths = { form: 'max-w-form', reading: 'max-w-reading', wide: 'max-w-wide' } as const;

/** The bell of somebody who has signed in at a school's address. */
export type Bell = (props: { readonly c: Context<AppEnv> }) => Child | Promise<Child>;

/** Improves the bell. */
const BELL_ISLAND = 'islands/bell.js';

interface LayoutParts {
  readonly assets: Assets;
  readonly bell: Bell;
  readonly adminNav: ReturnType<typeof adminNavFor>;
}

/** The frame of every page: head, header with the school's name and the account, content, footer. */
export const pageLayout = ({ assets, bell, adminNav: AdminNav }: LayoutParts) =>
  jsxRenderer(
    (
      {
        children,
        title,
        width = 'reading',
        description,
        islands = [],
        isBare = false,
        share,
        admin,
      }: PageProps & { children?: Child },
      c: Context<AppEnv>,
    ) => {
      const { school, account, locale, origin, secureHeadersNonce: nonce, t } = c.var;
      const hasBell = school !== null && account !== null && !isBare;
      const place = school?.name ?? t('common.productName');
      return (
        <html lang={school?.language ?? locale}>
          <head>
            <meta charset="utf-8" />
            <title>{title === place ? title : `${title} · ${place}`}</title>
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <meta name="color-scheme" content="light dark" />
            <meta name="theme-color" content="#fbfaf8" media="(prefers-color-scheme: light)" />
            <meta name="theme-color" content="#151310" media="(prefers-color-scheme: dark)" />
            {description && <meta name="description" content={description} />}
            {share && <Share origin={origin} place={place} page={{ title, description, ...share }} />}
            <link
              rel="preload"
              href={assets.url(TEXT_FONT)}
              as="font"
              type="font/woff2"
              crossorigin="anonymous"
            />
            <link rel="stylesheet" href={assets.url('styles.css')} />
            <link rel="icon" type="image/svg+xml" href={assets.url('icon.svg')} />
            {school && school.brandHue !== 272 && (
              <style nonce={nonce}>{`:root{--brand-hue:${school.brandHue}}`}</style>
            )}
            {[...(hasBell ? [BELL_ISLAND] : []), ...islands].map((name) => (
              <script key={name} type="module" nonce={nonce} src={assets.url(name)} />
            ))}
          </head>
          <body class="flex min-h-screen flex-col">
            <a
              href="#content"
              class="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:start-2 focus:z-10 focus:rounded-control focus:bg-raised focus:px-4 focus:py-3"
            >
              {t('web.skipToContent')}
            </a>
            <Header c={c} place={place} isBare={isBare} bell={hasBell ? bell : null} />
            <main
              id="content"
              tabindex={-1}
              class={`mx-auto w-full flex-1 px-4 py-8 outline-none md:py-12 ${widths[width]}`}
            >
              {admin && <AdminNav c={c} here={admin} />}
              {children}
            </main>
            <footer class="border-t border-line">
              <p class="mx-auto max-w-wide px-4 py-6 text-small text-muted">
                {school ? t('web.footerSchool') : t('web.footerPlatform')}
              </p>
            </footer>
          </body>
        </html>
      );
    },
  );

interface ShareProps {
  readonly origin: string;
  readonly place: string;
  readonly page: NonNullable<PageProps['share']> & Pick<PageProps, 'title' | 'description'>;
}

/** What other places show of a link (the Open Graph protocol); addresses are whole ones. */
const Share = ({ origin, place, page }: ShareProps) => (
  <>
    <link rel="canonical" href={origin + page.path} />
    <meta property="og:type" content="website" />
    <meta property="og:site_name" content={place} />
    <meta property="og:title" content={page.title} />
    {page.description && <meta property="og:description" content={page.description} />}
    <meta property="og:url" content={origin + page.path} />
    {page.imagePath !== null && <meta property="og:image" content={origin + page.imagePath} />}
    <meta name="twitter:card" content={page.imagePath === null ? 'summary' : 'summary_large_image'} />
  </>
);

const navLink =
  'inline-flex min-h-12 items-center rounded-control px-2 text-text sm:px-3 no-underline hover:bg-sunken';

function Header({
  c,
  place,
  isBare,
  bell: Bell,
}: {
  readonly c: Context<AppEnv>;
  readonly place: string;
  readonly isBare: boolean;
  readonly bell: Bell | null;
}) {
  const { school, account, t } = c.var;
  return (
    <header class="border-b border-line bg-surface">
      <div class="mx-auto flex max-w-wide flex-wrap items-center gap-x-2 px-2 py-1 sm:flex-nowrap sm:px-1">
        <a href="/" class={`${navLink} min-w-0 grow font-bold`}>
          <span class="line-clamp-2">{place}</span>
        </a>
        {Bell && (
          <div class="sm:order-last">
            <Bell c={c} />
          </div>
        )}
        {!isBare && (
          <nav aria-label={t('web.mainNavigation')} class="flex flex-wrap items-center">
            {school && (
              <a href="/courses" class={navLink}>
                {t('web.courses')}
              </a>
            )}
            {school && (
              <a href="/campaigns" class={navLink}>
                {t('web.campaigns')}
              </a>
            )}
            {school && account && (
              <a href="/learning" class={navLink}>
                {t('learning.myCourses')}
              </a>
            )}
            <a href={account ? '/account' : '/sign-in'} class={navLink}>
              {account ? t('web.account') : t('web.signIn')}
            </a>
          </nav>
        )}
      </div>
    </header>
  );
}
