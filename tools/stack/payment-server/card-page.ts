/** The page on which a card is entered: plain, without scripts, and clear about that no money moves. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { escapeHtml } from '@educrowd/shared/content/escape-html';
import { decimalsOf, formatMoney, money, type Currency } from '@educrowd/shared/primitives/money';
import { repositoryRoot } from '../../repository.ts';
import type { Session } from './payment-objects.ts';
import { testCards } from './test-cards.ts';

export interface CardPage {
  readonly session: Session;
  /** What the person had entered before it was refused. */
  readonly number?: string;
  readonly problem?: string | null;
}

export function cardPage({ session, number = '', problem = null }: CardPage): string {
  const amount = amountOf(session);
  return page(
    `Pay ${amount}`,
    `
    <p class="muted">${escapeHtml(session.productName)}</p>
    <h1>${escapeHtml(amount)}</h1>
    ${problem === null ? '' : `<div role="alert" class="problem"><strong>Not paid.</strong> ${escapeHtml(problem)} Try again or use another card.</div>`}
    <form method="post" novalidate>
      <label for="number">Card number</label>
      <input id="number" name="number" inputmode="numeric" autocomplete="off" value="${escapeHtml(number)}" placeholder="4242 4242 4242 4242" required ${problem === null ? '' : 'aria-invalid="true"'}>
      <div class="pair">
        <div><label for="expiry">Expiry</label><input id="expiry" name="expiry" autocomplete="off" value="12 / 34"></div>
        <div><label for="cvc">Security code</label><input id="cvc" name="cvc" inputmode="numeric" autocomplete="off" value="123"></div>
      </div>
      <button type="submit">Pay ${escapeHtml(amount)}</button>
    </form>
    <a class="quiet" href="${escapeHtml(session.cancelUrl)}">Cancel and go back</a>
    <details${problem === null ? '' : ' open'}>
      <summary>Cards for testing</summary>
      <ul>${testCards.map((card) => `<li><code>${card.number}</code> ${escapeHtml(card.does)}</li>`).join('')}</ul>
    </details>`,
  );
}

export const closedPage = (session: Session): string =>
  page(
    session.status === 'complete' ? 'Paid already' : 'This payment has ended',
    `
    <h1>${session.status === 'complete' ? 'Paid already' : 'This payment has ended'}</h1>
    <p>${session.status === 'complete' ? 'The card was charged once. There is nothing more to do here.' : 'Its time was over or it was cancelled. Nothing was charged.'}</p>
    <a class="quiet" href="${escapeHtml(session.status === 'complete' ? session.successUrl : session.cancelUrl)}">Go back</a>`,
  );

export const nothingPage = (): string =>
  page(
    'Nothing to pay here',
    '<h1>Nothing to pay here</h1><p>Check the link, or go back to where you came from.</p>',
  );

/** Amounts in the API are in the provider's units; this server's are those of `decimalsOf`, as far as tests go. */
const amountOf = (session: Session): string => {
  const currency = session.currency.toUpperCase() as Currency;
  const shift = currency === 'ISK' || currency === 'UGX' ? 2 - decimalsOf(currency) : 0;
  return formatMoney(money(session.amount / 10 ** shift, currency), 'en');
};

const page = (title: string, content: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escapeHtml(title)} · test payments</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="/style.css">
</head>
<body>
<p class="banner" role="note"><strong>Test payments</strong> – no real money. Do not enter a real card.</p>
<main>${content}</main>
</body>
</html>`;

const tokens = (): string =>
  readFileSync(join(repositoryRoot, 'packages/shared/src/design/tokens.css'), 'utf8');

export const styleSheet = (): string => `${tokens()}
* { box-sizing: border-box; }
body { margin: 0; background: var(--canvas); color: var(--text); font: 17px/27px var(--font-text); overflow-wrap: anywhere; }
.banner { margin: 0; padding: 12px 16px; background: var(--warning-soft); color: var(--warning-text); text-align: center; font-size: 15px; line-height: 24px; }
main { max-width: 480px; margin: 0 auto; padding: 32px 16px 48px; }
h1 { margin: 0 0 24px; font-size: 32px; line-height: 40px; font-variant-numeric: tabular-nums; }
.muted { margin: 0 0 4px; color: var(--muted); }
label { display: block; margin-bottom: 4px; font-weight: 600; }
input { width: 100%; min-height: 48px; margin-bottom: 24px; padding: 8px 12px; border: 1px solid var(--control); border-radius: var(--radius-control); background: var(--surface); color: var(--text); font: inherit; font-variant-numeric: tabular-nums; }
input[aria-invalid] { border: 2px solid var(--danger); }
::placeholder { color: var(--muted); opacity: 1; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 16px; }
button, .quiet { display: flex; width: 100%; min-height: 48px; align-items: center; justify-content: center; padding: 8px 20px; border: 1px solid transparent; border-radius: var(--radius-control); font: inherit; font-weight: 600; text-decoration: none; text-align: center; cursor: pointer; }
button { background: var(--brand); color: var(--on-solid); }
.quiet { margin-top: 12px; border-color: var(--control); background: var(--surface); color: var(--text); }
.problem { margin-bottom: 24px; padding: 16px; border-radius: var(--radius-card); background: var(--danger-soft); color: var(--danger-text); }
details { margin-top: 32px; padding-top: 16px; border-top: 1px solid var(--line); font-size: 15px; line-height: 24px; }
summary { min-height: 24px; font-weight: 600; cursor: pointer; }
ul { padding-left: 20px; }
code { font-family: var(--font-code); font-size: 14px; white-space: nowrap; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
`;
