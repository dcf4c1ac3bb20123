/** Edits for the comparison of the model school with the server. */
import * as Y from 'yjs';
import { CONTENT_FRAGMENT, createDocumentState } from '@educrowd/shared/content/yjs-document';
import { newId } from '@educrowd/shared/primitives/id';
import type { JsonObject, JsonValue } from '@educrowd/shared/primitives/json';
import type { Random } from '../../support/random.ts';
import { rowsOf } from './school-state.ts';
import type { School } from './school.ts';

interface Pair {
  readonly model: School;
  readonly random: Random;
  /** The real server's versions minus the model's. */
  readonly offset: number;
}

/** Some edit: mostly sensible, often based on what is no longer so. */
export function someEdit({
  model,
  random,
  offset,
}: Pair): { name: string; args: JsonObject; base: JsonObject } | null {
  const [entity, table] = random.pick([
    ['Course', 'courses'],
    ['Section', 'sections'],
    ['Lesson', 'lessons'],
    ['Lesson', 'lessons'],
  ] as const);
  const rows = rowsOf(model.state(), table);
  if (rows.length === 0) return null;
  const row = random.pick(rows);
  const id = String(row.id);
  if (random.next() < 0.4) return campaignEdit({ model, random, offset });
  const value = random.next() < 0.1 ? '' : `v${random.between(1, 4)}`;
  const seen = random.next() < 0.6 ? (row.title ?? null) : `v${random.between(1, 4)}`;
  const sections = rowsOf(model.state(), 'sections');
  if (sections.length === 0) return null;
  const section = random.pick(sections);
  const title = { name: `${entity}.patch`, args: { id, patch: { title: value } }, base: { title: seen } };
  switch (random.between(1, 9)) {
    case 1:
      return {
        name: `${entity}.trash`,
        args: { id, cursor: random.between(0, model.state().head + 3) + offset },
        base: {},
      };
    case 2:
      return { name: `${entity}.restore`, args: { id }, base: {} };
    case 3:
      return {
        name: 'Section.patch',
        args: {
          id: String(section.id),
          patch: { parentId: random.next() < 0.4 ? null : String(random.pick(sections).id) },
        },
        base: { parentId: section.parentId ?? null },
      };
    case 4:
      return {
        name: 'Section.create',
        args: {
          row: {
            id: random.next() < 0.2 ? String(section.id) : newId(),
            courseId: section.courseId ?? null,
            parentId: random.next() < 0.4 ? null : String(random.pick(sections).id),
            title: value,
            position: 'a1',
          },
        },
        base: {},
      };
    case 5:
      return {
        name: 'Course.patch',
        args: { id: String(section.courseId), patch: { priceMinor: random.between(1, 3), tags: [value] } },
        base: {
          priceMinor: random.next() < 0.4 ? null : random.between(1, 2),
          tags: random.pick([[], ['v1']]),
        },
      };
    case 6:
      return appendTo(model, random);
    case 7:
      return {
        name: random.pick(['course.publish', 'course.unpublish']),
        args: {
          id: String(section.courseId),
          expected: random.pick(['draft', 'published']),
          notAfter: '2999-01-01T00:00:00.000Z',
        },
        base: {},
      };
    default:
      return title;
  }
}

/** Some edit of a campaign or of what lies in it, of which some come too late. */
function campaignEdit({
  model,
  random,
  offset,
}: Pair): { name: string; args: JsonObject; base: JsonObject } | null {
  const [campaign] = rowsOf(model.state(), 'campaigns');
  if (!campaign) return null;
  const campaignId = String(campaign.id);
  const [entity, table, field] = random.pick([
    ['Campaign', 'campaigns', 'title'],
    ['Reward', 'rewards', 'title'],
    ['Reward', 'rewards', 'title'],
    ['Faq', 'faqs', 'question'],
    ['CampaignUpdate', 'campaign_updates', 'title'],
  ] as const);
  const rows = rowsOf(model.state(), table);
  const row = rows.length === 0 ? campaign : random.pick(rows);
  const id = String(row.id);
  const value = random.next() < 0.15 ? '' : `v${random.between(1, 4)}`;
  const patch = (key: string, next: JsonValue, other: JsonValue) => ({
    name: `${entity}.patch`,
    args: { id, patch: { [key]: next } },
    base: { [key]: random.next() < 0.7 ? (row[key] ?? null) : other },
  });
  const amount = (key: string, next: number, other: number) => {
    const edit = patch(key, next, other);
    const currency = random.pick<JsonObject>([{}, { currency: 'USD' }, { currency: 'EUR' }]);
    return { ...edit, base: { ...edit.base, ...currency } };
  };
  const cursor = random.between(0, model.state().head) + offset;
  switch (random.between(1, 8)) {
    case 1:
      return { name: `${entity}.trash`, args: { id, cursor }, base: {} };
    case 2:
      return { name: `${entity}.restore`, args: { id }, base: {} };
    case 3:
      return entity === 'Reward'
        ? amount('amountMinor', random.pick([10, 100, 200, 300]), 100)
        : patch(field, value, `v${random.between(1, 4)}`);
    case 4:
      return entity === 'Reward'
        ? patch('limitCount', random.pick([1, 2, 5, 0]) || null, 1)
        : patch(field, value, `v${random.between(1, 4)}`);
    case 5:
      return entity === 'Campaign'
        ? amount('goalMinor', random.between(1, 3) * 1_000, 1_000)
        : patch(field, value, `v${random.between(1, 4)}`);
    case 6:
      return entity === 'Campaign'
        ? patch('currency', random.pick(['USD', 'EUR']), 'USD')
        : patch(field, value, `v${random.between(1, 4)}`);
    case 7: {
      const place = { id: newId(), campaignId };
      return random.pick<{ name: string; args: JsonObject; base: JsonObject }>([
        {
          name: 'Reward.create',
          args: {
            row: {
              ...place,
              title: value,
              amountMinor: 200,
              position: 'a1',
              deliveryMonth: random.pick(['2027-03', '2027-13']),
            },
          },
          base: {},
        },
        { name: 'Faq.create', args: { row: { ...place, question: value, position: 'a1' } }, base: {} },
        { name: 'CampaignUpdate.create', args: { row: { ...place, title: value } }, base: {} },
      ]);
    }
    default:
      return patch(field, value, `v${random.between(1, 4)}`);
  }
}

function appendTo(
  model: School,
  random: Random,
): { name: string; args: JsonObject; base: JsonObject } | null {
  const documents = rowsOf(model.state(), 'documents');
  if (documents.length === 0) return null;
  const id = String(random.pick(documents).id);
  const text = new Y.Doc();
  Y.applyUpdate(text, createDocumentState({ type: 'doc', content: [{ type: 'paragraph' }] }));
  const paragraph = text.getXmlFragment(CONTENT_FRAGMENT).get(0) as Y.XmlElement;
  const before = Y.encodeStateVector(text);
  if (random.next() < 0.3) paragraph.insert(0, [new Y.XmlElement('nonsense')]);
  else paragraph.insert(0, [new Y.XmlText('words')]);
  const update = random.next() < 0.5 ? Y.encodeStateAsUpdate(text) : Y.encodeStateAsUpdate(text, before);
  return { name: 'document.append', args: { id, update: Buffer.from(update).toString('base64') }, base: {} };
}
