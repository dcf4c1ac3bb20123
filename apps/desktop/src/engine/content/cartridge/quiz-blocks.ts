/** Quizzes and banks of questions, section by section. */
import type { BlockNode } from '@educrowd/shared/content/content-json';

import { placeOf } from '../course-format.ts';
import { childElements, textOf, type MarkupElement } from '../markup/markup.ts';
import { keepWhole, textBlocks, type Part } from './cartridge-course.ts';
import { childCalled, descendantsCalled, localName, readXmlFile } from './cartridge-xml.ts';
import type { Resource } from './manifest.ts';
import { selectionBlocks, unknownBlocks, type QuizContext } from './quiz-sections.ts';
import { canvasSettingsOf, settingsOf } from './quiz-settings.ts';
import { materialBlocks, metadataOf, questionBlocks } from './qti-question.ts';
import { fileOf, missing, ownTitle, partOf, titleHeading, type ResourceContext } from './resource-context.ts';

export async function quizBlocks(resource: Resource, context: ResourceContext): Promise<BlockNode[]> {
  const { course } = context;
  // Canvas writes every kind of question into a file of its own, and only those of the standard into the cartridge.
  const whole = `non_cc_assessments/${resource.id}.xml.qti`;
  const path = course.source.files.has(whole)
    ? whole
    : resource.files.find((each) => /\.(?:xml|qti)$/i.test(each));
  const file = fileOf(path, context);
  if (file === undefined || path === undefined) return missing(resource, 'quiz', context);
  for (const each of resource.files) course.used.add(each);
  const part = partOf(path, 'quiz', context);
  const xml = await readXmlFile(file, course.task);
  if (xml.root === null)
    return keepWhole(part, {
      kind: 'quiz',
      label: context.path.at(-1) ?? 'Quiz',
      source: xml.source,
      why: xml.why,
    });
  if (xml.doubt !== null) part.item.changed(xml.doubt);
  const intro = await introductionOf(resource, part);
  const found = sectionBlocks(xml.root, { context, path, item: part.item, count: { questions: 0 } });
  if (found.length === 0 && localName(xml.root) !== 'questestinterop')
    return [
      ...intro,
      ...keepWhole(part, {
        kind: 'quiz',
        label: context.path.at(-1) ?? 'Quiz',
        source: xml.source,
        why: `Questions of the kind “${localName(xml.root).slice(0, 60)}” can't be read.`,
      }),
    ];
  if (found.length === 0) part.item.changed('It holds no questions.');
  return [...ownTitle(titleOfQuiz(xml.root), context), ...intro, ...found];
}

function titleOfQuiz(root: MarkupElement): string {
  const assessment = childCalled(root, 'assessment');
  const bank = childCalled(root, 'objectbank');
  return assessment?.attributes.get('title') ?? (bank && metadataOf(bank, 'bank_title')) ?? '';
}

/** Canvas keeps what a quiz says of itself in `assessment_meta.xml`, which the quiz depends on. */
async function introductionOf(resource: Resource, part: Part): Promise<BlockNode[]> {
  const { course } = part;
  const path = [
    `${resource.id}/assessment_meta.xml`,
    ...resource.dependencies.flatMap((id) => course.manifest.resources.get(id)?.files ?? []),
  ].find((each) => each.endsWith('assessment_meta.xml') && course.source.files.has(each));
  const file = path === undefined ? undefined : course.source.files.get(path);
  if (path === undefined || file === undefined) return [];
  course.used.add(path);
  const { root } = await readXmlFile(file, course.task);
  if (root === null) return [];
  for (const setting of canvasSettingsOf(root)) part.item.changed(setting);
  const description = childCalled(root, 'description');
  return description ? textBlocks(textOf(description), 'text/html', { ...part, path }) : [];
}

/** Questions in order, with the names of their sections; a bank from which some are drawn says so. */
function sectionBlocks(element: MarkupElement, quiz: QuizContext): BlockNode[] {
  const { context, path, count } = quiz;
  return childElements(element).flatMap((child): BlockNode[] => {
    switch (localName(child)) {
      case 'assessment':
      case 'objectbank':
        for (const setting of settingsOf(child)) quiz.item.changed(setting);
        return sectionBlocks(child, quiz);
      case 'section': {
        const title = child.attributes.get('title') ?? '';
        const blocks = [...selectionBlocks(child, quiz), ...sectionBlocks(child, quiz)];
        return title === '' || blocks.length === 0 ? blocks : [titleHeading(title), ...blocks];
      }
      case 'item': {
        context.course.task.spend('elements', 1);
        count.questions += 1;
        const label = `question ${count.questions}`;
        const item = context.course.report.item(
          placeOf([...context.path, label], path, child.line),
          'question',
        );
        for (const setting of settingsOf(child)) item.changed(setting);
        return questionBlocks(child, titleOfQuestion(child), { course: context.course, item, path });
      }
      case 'presentation_material':
      case 'rubric':
      case 'objectives':
      case 'material':
      case 'flow_mat':
      case 'sectionfeedback':
      case 'assessfeedback': {
        const item = context.course.report.item(
          placeOf([...context.path, localName(child)], path),
          localName(child),
        );
        const part: Part = { course: context.course, item, path };
        if (localName(child).endsWith('feedback'))
          item.changed('It was shown after the answers; here everybody can read it.');
        const own = localName(child) === 'material' ? [child] : descendantsCalled(child, 'material');
        return [...own].flatMap((material) => materialBlocks(material, part));
      }
      default:
        return unknownBlocks(child, quiz);
    }
  });
}

/** "Question" is what an exporter calls a question that nobody has named. */
function titleOfQuestion(element: MarkupElement): string | null {
  const title = (element.attributes.get('title') ?? '').trim();
  return title === '' ||
    /^(?:question|frage)(?:\s*\d+)?$/i.test(title) ||
    metadataOf(element, 'qmd_itemtype') === title
    ? null
    : title;
}
