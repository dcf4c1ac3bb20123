import type { BlockNode } from '@educrowd/shared/content/content-json';

import { componentContext } from '../component-context.ts';
import type { CourseBuild } from '../course-format.ts';
import type { ItemRecord } from '../loss-report.ts';
import type { ElementRule, FormulaSyntax, MappingContext, Original } from '../markup/mapping-context.ts';
import { TEX_BLOCK, TEX_INLINE } from '../markup/tex-formulas.ts';
import { originalNodes } from '../originals.ts';
import type { CourseSource } from '../source/course-source.ts';
import type { Definition, Definitions } from './olx-definition.ts';
import type { OlxLinks } from './olx-links.ts';
import type { GroupNames } from './olx-policy.ts';

const OLX_FORMAT = 'olx';

/** A course that is being read, as its components see it. */
export interface OlxCourse extends CourseBuild {
  readonly source: CourseSource;
  readonly definitions: Definitions;
  readonly links: OlxLinks;
  readonly groups: GroupNames;
}

/** One component of a lesson. */
export interface Component {
  readonly course: OlxCourse;
  readonly definition: Definition;
  readonly item: ItemRecord;
}

export type ComponentReader = (component: Component) => BlockNode[] | Promise<BlockNode[]>;

/** How the mapper sees the component. */
export const mappingOf = (
  { course, item }: Component,
  rules: Readonly<Record<string, ElementRule>> = {},
): MappingContext =>
  componentContext(course, {
    item,
    format: OLX_FORMAT,
    language: { link: course.links.link, picture: course.links.picture, rules, formulas: FORMULAS },
  });

/** The component as nothing but its original. */
export function keepWhole({ course, item }: Component, original: Original): BlockNode[] {
  item.original(original.why);
  return originalNodes(original, { format: OLX_FORMAT, place: item.place, materials: course.materials });
}

/** What MathJax finds in the pages of Open edX. None of these can look at a character more than a few times. */
const FORMULAS: readonly FormulaSyntax[] = [
  TEX_BLOCK,
  { pattern: /\[mathjax\]((?:(?!\[\/?mathjax)[\s\S])+)\[\/mathjax\]/g, isBlock: true },
  TEX_INLINE,
  { pattern: /\[mathjaxinline\]((?:(?!\[\/?mathjax)[\s\S])+)\[\/mathjaxinline\]/g, isBlock: false },
];
