import { categoryOf, isSection, urlNameOf, type OlxContainer, type OlxNode } from './course-tree.ts';

/** Which elements become sections and lessons, with the keys that links need before anything is converted. */
interface CoursePlan {
  sections: SectionPlan[];
  /** By `url_name` of every element: the lesson it is in. Of a section, its first lesson. */
  lessonKeys: ReadonlyMap<string, string>;
  lessonCount: number;
}

export interface SectionPlan {
  kind: 'section';
  key: string;
  /** Null for lessons that stand in the course itself. */
  node: OlxContainer | null;
  children: (SectionPlan | LessonPlan)[];
}

export interface LessonPlan {
  kind: 'lesson';
  key: string;
  node: OlxNode;
}

export function planCourse(root: OlxContainer): CoursePlan {
  const keys = new Set<string>();
  const lessonKeys = new Map<string, string>();
  let lessonCount = 0;

  const uniqueKey = (node: OlxNode, path: string): string => {
    const name = `${categoryOf(node)}/${urlNameOf(node) ?? path}`;
    let key = name;
    for (let number = 2; keys.has(key); number++) key = `${name}~${number}`;
    keys.add(key);
    return key;
  };
  const register = (node: OlxNode, key: string): void => {
    const urlName = urlNameOf(node);
    if (urlName !== null && !lessonKeys.has(urlName)) lessonKeys.set(urlName, key);
    if (node.kind === 'container') for (const child of node.children) register(child, key);
  };
  const planLesson = (node: OlxNode, path: string): LessonPlan => {
    const key = uniqueKey(node, path);
    register(node, key);
    lessonCount++;
    return { kind: 'lesson', key, node };
  };
  const planSection = (node: OlxContainer, path: string): SectionPlan => {
    const key = `section:${uniqueKey(node, path)}`;
    // What could not be read is kept in a lesson, because a section holds no text.
    const children =
      node.definition.trouble === null
        ? node.children.map((child, index) => plan(child, `${path}.${index + 1}`))
        : [planLesson(node, path)];
    const first = firstLesson(children);
    if (node.definition.urlName !== null && first !== null && !lessonKeys.has(node.definition.urlName)) {
      lessonKeys.set(node.definition.urlName, first);
    }
    return { kind: 'section', key, node, children };
  };
  const plan = (node: OlxNode, path: string): SectionPlan | LessonPlan =>
    isSection(node) ? planSection(node, path) : planLesson(node, path);

  const sections: SectionPlan[] = [];
  for (const [index, child] of root.children.entries()) {
    const planned = plan(child, String(index + 1));
    const last = sections.at(-1);
    if (planned.kind === 'section') sections.push(planned);
    else if (last !== undefined && last.node === null) last.children.push(planned);
    else
      sections.push({ kind: 'section', key: `section:course.${index + 1}`, node: null, children: [planned] });
  }
  return { sections, lessonKeys, lessonCount };
}

function firstLesson(children: readonly (SectionPlan | LessonPlan)[]): string | null {
  for (const child of children) {
    const key = child.kind === 'lesson' ? child.key : firstLesson(child.children);
    if (key !== null) return key;
  }
  return null;
}
