import { expect, test } from 'vitest';
import { must } from '@educrowd/shared/primitives/assert';
import { picturesOf } from './pasted-pictures.ts';

const png = 'iVBORw0KGgo=';

test('pictures inside the text become files', async () => {
  const { files, unreadable } = picturesOf(
    `<p>a</p><img alt="x" src="data:image/png;base64,${png}"><img src='data:image/jpeg;base64,/9j/'>`,
  );
  expect(files.map(({ name, type }) => [name, type])).toEqual([
    ['picture-1.png', 'image/png'],
    ['picture-2.jpeg', 'image/jpeg'],
  ]);
  expect([...new Uint8Array(await must(files[0], 'file').arrayBuffer())].slice(0, 4)).toEqual([
    0x89, 0x50, 0x4e, 0x47,
  ]);
  expect(unreadable).toBe(0);
});

test('pictures on the web stay where they are', () => {
  expect(picturesOf('<IMG SRC="https://example.org/a.png">')).toEqual({ files: [], unreadable: 0 });
});

test('pictures that only another program can read are counted', () => {
  const html =
    '<img src="file:///C:/Temp/clip_image001.png"><img src=cid:part1><img src="data:image/png;base64,%%%">';
  expect(picturesOf(html)).toEqual({ files: [], unreadable: 3 });
});
