import { titleOf } from '../course-format.ts';
import type { Definition } from './olx-definition.ts';

/** The name that people gave an element, if they did. */
export const displayNameOf = ({ attributes }: Pick<Definition, 'attributes'>): string | null => {
  const name = attributes.get('display_name') ?? attributes.get('name');
  return name === undefined || name.trim() === '' ? null : name;
};

/** The title of a section or lesson; where nobody gave one, its address if people wrote that, else its position. */
export function olxTitle(definition: Definition, fallback: string): string {
  const { urlName } = definition;
  const readable =
    urlName === null || /^[0-9a-f]{16,}$/i.test(urlName) ? fallback : urlName.replaceAll(/[_:]+/g, ' ');
  return titleOf(displayNameOf(definition), readable);
}

/** What people call the kinds of components that stay originals. */
const COMPONENT_NAMES: Readonly<Record<string, string>> = {
  annotatable: 'Annotated text',
  discussion: 'Discussion',
  done: 'Completion button',
  'drag-and-drop-v2': 'Drag and drop',
  edx_sga: 'Graded assignment',
  'google-calendar': 'Google calendar',
  'google-document': 'Google document',
  html: 'Text',
  library_sourced: 'Library content',
  lti: 'External tool (LTI)',
  lti_consumer: 'External tool (LTI)',
  openassessment: 'Assignment with peer review',
  poll: 'Poll',
  poll_question: 'Poll',
  problem: 'Problem',
  rate: 'Rating',
  scorm: 'SCORM package',
  staffgradedxblock: 'Points by staff',
  survey: 'Survey',
  video: 'Video',
  word_cloud: 'Word cloud',
};

export const componentName = (category: string): string => COMPONENT_NAMES[category] ?? category;
