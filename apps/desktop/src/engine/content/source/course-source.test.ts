import { describe, expect, it } from 'vitest';

import { createCourseSource, type SourceFile } from './course-source.ts';

describe('createCourseSource', () => {
  it('says which file was not read where two have names that look the same', () => {
    const file = (diskPath: string): SourceFile => ({ path: 'ü.md', diskPath, sizeBytes: 1 });
    const [composed, decomposed] = [file('/disk/\u00FC.md'), file('/disk/u\u0308.md')];
    for (const files of [
      [composed, decomposed],
      [decomposed, composed],
    ]) {
      const source = createCourseSource('course', { files, skipped: [] });
      expect([...source.files.values()]).toEqual([decomposed]);
      expect(source.skipped).toEqual([
        { path: 'ü.md', why: 'Another file has a name that looks exactly the same; that one was read.' },
      ]);
    }
  });
});
