import { Hono } from 'hono';
import type { AppContext } from '../../platform/app-context.ts';
import type { AppEnv } from '../../platform/request.ts';
import { accountPages } from './account.page.tsx';
import type { Identity } from './create-identity.ts';
import { devicePages } from './device.page.tsx';
import { mailboxPages } from './mailbox.page.tsx';
import { passwordPages } from './password.page.tsx';
import { signInPages } from './sign-in.page.tsx';
import { signUpPages } from './sign-up.page.tsx';

export function identityPages(ctx: AppContext, identity: Identity): Hono<AppEnv> {
  const pages = new Hono<AppEnv>();
  for (const part of [
    signUpPages(ctx, identity),
    signInPages(ctx, identity),
    passwordPages(ctx, identity),
    accountPages(ctx, identity),
    devicePages(identity),
  ]) {
    pages.route('/', part);
  }
  const { mailbox } = ctx.mailer;
  if (mailbox && !ctx.settings.isProduction) pages.route('/', mailboxPages(mailbox));
  return pages;
}
