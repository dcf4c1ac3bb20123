import { expect, test } from 'vitest';
import { must } from '@educrowd/shared/primitives/assert';
import { pictureIn } from './pasted-pictures.ts';

test('a picture that lies in its address becomes a file', async () => {
  const file = must(pictureIn('data:image/png;base64,iVBORw0KGgo=', 1), 'a picture');
  expect([file.name, file.type]).toEqual(['picture-1.png', 'image/png']);
  expect([...new Uint8Array(await file.arrayBuffer())].slice(0, 4)).toEqual([0x89, 0x50, 0x4e, 0x47]);
  expect(pictureIn('DATA:image/jpeg;charset=utf-8;base64,\n/9j/', 2)?.name).toBe('picture-2.jpeg');
});

test.each([
  'file:///C:/Temp/clip_image001.png',
  'cid:part1',
  '',
  'data:image/png;base64,%%%',
  'data:text/html;base64,iVBORw0KGgo=',
])('there is none in %j', (source) => {
  expect(pictureIn(source, 1)).toBeNull();
});
