import { isSafeHref } from '@educrowd/shared/content/link-target';

/** The `href` for what a person typed ("example.org", "anna@example.org", "#summary"), or null when it is no address. */
export function toHref(typed: string): string | null {
  const text = typed.trim();
  if (text === '') return null;
  if (isSafeHref(text)) return text;
  if (/^[^\s@:/]+@[^\s@/]+\.[^\s@/]+$/.test(text)) return safe(`mailto:${text}`);
  if (/^[^\s:/]+\.[^\s:/]{2,}(?:[:/?#]|$)/.test(text)) return safe(`https://${text}`);
  return null;
}

const safe = (href: string): string | null => (isSafeHref(href) ? href : null);
