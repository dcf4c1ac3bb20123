import { Fragment, Slice } from '@tiptap/pm/model';
import { expect, test } from 'vitest';
import { contentSchema } from '@educrowd/shared/content/content-schema';
import { newId } from '@educrowd/shared/primitives/id';
import { referencesIn, withReferences } from './text-references.ts';

const [picture, file, lesson, course] = [newId(), newId(), newId(), newId()];
const link = (text: string, href: string) => ({
  type: 'text',
  text,
  marks: [{ type: 'bold' }, { type: 'link', attrs: { href } }],
});
const slice = new Slice(
  Fragment.fromJSON(contentSchema, [
    {
      type: 'paragraph',
      content: [link('the form', `material:${file}`), link('before', `lesson:${lesson}`)],
    },
    {
      type: 'callout',
      attrs: { kind: 'note' },
      content: [
        { type: 'image', attrs: { materialId: picture, alt: 'A stream', title: 'Fig. 1', width: 300 } },
      ],
    },
    { type: 'image', attrs: { src: 'https://example.org/a.png', alt: '' } },
    {
      type: 'paragraph',
      content: [
        link('all', `course:${course}`),
        link('out', 'https://example.org'),
        { type: 'text', text: '.' },
      ],
    },
  ]),
  1,
  1,
);

test('pictures, files and lessons are found wherever they stand, each once', () => {
  const twice = new Slice(slice.content.append(slice.content), 0, 0);
  expect(referencesIn(twice)).toEqual({ materialIds: [file, picture], lessonIds: [lesson] });
});

test('each leads to what it is called elsewhere, and everything else stays', () => {
  const [newPicture, newFile, page] = [newId(), newId(), 'https://school.example.org/courses/1/lessons/2'];
  const rewritten = withReferences(slice, {
    materials: { [picture]: newPicture, [file]: newFile },
    lessons: { [lesson]: page },
  });
  const expected = JSON.stringify(slice)
    .replace(picture, newPicture)
    .replace(file, newFile)
    .replace(`lesson:${lesson}`, page);
  expect(JSON.parse(JSON.stringify(rewritten.slice))).toEqual(JSON.parse(expected));
  expect(rewritten).toMatchObject({ lostPictures: 0, lostLinks: 0 });
});

test('what is found nowhere leaves its words, in a text that is whole', () => {
  const rewritten = withReferences(slice, { materials: { [picture]: null }, lessons: { [lesson]: null } });
  expect(rewritten).toMatchObject({ lostPictures: 1, lostLinks: 2 });
  const { content } = rewritten.slice;
  for (const node of content.content) node.check();
  expect(content.child(0).toJSON()).toEqual({
    type: 'paragraph',
    content: [{ type: 'text', text: 'the formbefore', marks: [{ type: 'bold' }] }],
  });
  expect(content.child(1).textContent).toBe('A stream');
  expect(referencesIn(rewritten.slice)).toEqual({ materialIds: [], lessonIds: [] });
});
