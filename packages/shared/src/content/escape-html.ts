const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand between tags and inside a quoted attribute. */
export const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');

/**
 * An opening tag. Names come from our own code, values from anywhere; null and false leave an attribute out, true writes
 * the name alone.
 */
export function openTag(
  name: string,
  attributes: Record<string, string | number | boolean | null> = {},
): string {
  const written = Object.entries(attributes).map(([attribute, value]) => {
    if (value === null || value === false) return '';
    return value === true ? ` ${attribute}` : ` ${attribute}="${escapeHtml(String(value))}"`;
  });
  return `<${name}${written.join('')}>`;
}
