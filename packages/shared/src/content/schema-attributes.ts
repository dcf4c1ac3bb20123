import type { Attribute, Attributes } from '@tiptap/core';
import type { AttributeRule, AttributeRules } from './content-attributes.ts';

/** What the schema reads of a DOM element. Structural, because these files also compile where no DOM exists. */
export interface SourceElement {
  readonly textContent: string | null;
  getAttribute(name: string): string | null;
}

/** How an attribute travels in HTML that is copied and pasted. */
export interface HtmlMapping {
  /** What the element says; anything the rule refuses counts as not said. */
  read: (element: SourceElement) => unknown;
  /** Left out where the node writes the attribute itself. */
  write?: (value: unknown) => Record<string, string>;
  /** False for what must not appear twice when Enter splits the node. */
  keepOnSplit?: boolean;
}

/** The TipTap attributes of a node or mark, from the one definition of what they may be. */
export function schemaAttributes(rules: AttributeRules, html: Record<string, HtmlMapping> = {}): Attributes {
  return Object.fromEntries(
    Object.entries(rules).map(([name, rule]) => [name, schemaAttribute(name, rule, html[name])]),
  );
}

function schemaAttribute(name: string, rule: AttributeRule, mapping?: HtmlMapping): Attribute {
  const write = mapping?.write;
  return {
    ...(rule.defaultValue === undefined
      ? { isRequired: true, default: undefined }
      : { default: rule.defaultValue }),
    validate: (value: unknown) => {
      if (!rule.schema.safeParse(value).success) throw new RangeError(`${name} is not valid`);
    },
    // Undefined leaves the attribute to the parse rule, which may know it from the tag.
    parseHTML: (element: SourceElement) => rule.schema.safeParse(mapping?.read(element)).data,
    keepOnSplit: mapping?.keepOnSplit ?? true,
    ...(write === undefined
      ? { rendered: false }
      : { renderHTML: (attributes: Record<string, unknown>) => writePresent(attributes[name], write) }),
  };
}

const writePresent = (
  value: unknown,
  write: (value: unknown) => Record<string, string>,
): Record<string, string> => (value === null || value === undefined || value === '' ? {} : write(value));

/** An attribute that is text in HTML too, under the given name. */
export const htmlText = (name: string): HtmlMapping => ({
  read: (element) => element.getAttribute(name),
  write: (value) => ({ [name]: String(value) }),
});

/** An attribute that is a whole number in HTML. */
export const htmlNumber = (name: string): HtmlMapping => ({
  read: (element) => Number.parseInt(element.getAttribute(name) ?? '', 10),
  write: (value) => ({ [name]: String(value) }),
});

/** What a parse rule answers: take the element with its attributes, or leave it to another rule. */
export const acceptIf = (accepted: boolean): null | false => (accepted ? null : false);
