import { mapMarkup } from '../markup/map-markup.ts';
import type { ElementRule } from '../markup/mapping-context.ts';
import { descendants, textOf, type MarkupElement, type MarkupNode } from '../markup/markup.ts';
import { HtmlError } from '../markup/parse-html.ts';
import { keepWhole, mappingOf, type Component, type ComponentReader } from './olx-course.ts';
import { componentName, displayNameOf } from './olx-names.ts';
import { parseText } from './written-markup.ts';

/** A component that means something only while it runs: kept as its original. */
export const keepComponent: ComponentReader = (component) => {
  const { category, element } = component.definition;
  const name = componentName(category);
  const displayName = displayNameOf(component.definition);
  return keepWhole(component, {
    kind: category,
    label: displayName === null || displayName === name ? name : `${name}: ${displayName}`,
    source: element?.source ?? '',
    why: `${name}: there is nothing like it in a lesson.`,
  });
};

/** A text with remarks on some of its passages, which follow them in brackets. */
export const readAnnotatable: ComponentReader = (component) => {
  const annotation: ElementRule = (element, flow, mapper) => {
    flow.marked({ type: 'highlight' }, () => mapper.fill(flow, element.children));
    const title = element.attributes.get('title') ?? '';
    const body = element.attributes.get('body') ?? '';
    flow.marked({ type: 'italic' }, () => flow.text(` [${title === '' ? '' : `${title}: `}${body}]`));
  };
  const division: ElementRule = (element, flow, mapper) => {
    flow.closeParagraph();
    mapper.fill(flow, element.children);
    flow.closeParagraph();
  };
  component.item.changed('Annotations follow the passage they belong to, in brackets.');
  const rules = {
    annotation,
    annotatable: division,
    instructions: division,
    display_name: (() => undefined) as ElementRule,
  };
  return mapMarkup(component.definition.element?.children ?? [], mappingOf(component, rules));
};

/** The task of an assessment is readable; how it is assessed is in the original. */
export const readOpenAssessment: ComponentReader = (component) => {
  const { element } = component.definition;
  const context = mappingOf(component);
  const prompts = element === null ? [] : [...descendants(element)].filter(({ name }) => name === 'prompt');
  const isHtml = component.definition.attributes.get('prompts_type') === 'html';
  const description: ElementRule = (inner, flow, mapper) =>
    mapper.fill(flow, isHtml ? nodesIn(inner, component) : inner.children);
  const content = prompts.flatMap((prompt) =>
    mapMarkup(prompt.children, { ...context, rules: { description } }),
  );
  if (content.length === 0) return keepComponent(component);
  component.item.changed('The task can be read; nobody is asked to hand anything in.');
  const label = displayNameOf(component.definition) ?? 'Assessment';
  return [
    { type: 'callout', attrs: { kind: 'question' }, content },
    ...context.keepOriginal({
      kind: 'openassessment',
      label,
      source: element?.source ?? '',
      why: 'How the work is assessed.',
    }),
  ];
};

/** A task in HTML, which stands in its element as text. */
function nodesIn(element: MarkupElement, { course, item }: Component): MarkupNode[] {
  try {
    return parseText(textOf(element), course.task.limits);
  } catch (error) {
    if (!(error instanceof HtmlError)) throw error;
    item.changed(`The HTML of the task is shown as written: ${error.message}.`);
    return element.children;
  }
}
