/** What the page of a form shows, as people see it who have sent it. */
import type { Visitor } from './visitor.ts';

/** What is said at a field; also needs the summary to lead there. Null: nothing. */
export function saidAt({ page }: Visitor, field: string): string | null {
  const said = new RegExp(`id="${field}-error"[^>]*>([^<]*)<`).exec(page.text)?.[1];
  if (said === undefined || !page.text.includes(`href="#${field}"`)) return null;
  return said.replaceAll('&#39;', "'").replaceAll('&quot;', '"');
}

export const isChosen = ({ page }: Visitor, value: string): boolean =>
  new RegExp(`value="${value}"[^>]*selected`).test(page.text);

export const isTicked = ({ page }: Visitor, name: string): boolean =>
  new RegExp(`name="${name}"[^>]*checked`).test(page.text);
