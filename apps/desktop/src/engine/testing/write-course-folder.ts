import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A folder of Markdown pages with a picture in each section, as an import finds it. */
export function writeCourseFolder(
  folder: string,
  { sections, pages }: { sections: number; pages: number },
): void {
  mkdirSync(folder, { recursive: true });
  for (let section = 1; section <= sections; section++) {
    const home = join(folder, `${String(section).padStart(2, '0')}-section`);
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, 'leaf.png'), Buffer.concat([PNG, Buffer.from(`picture ${section}`)]));
    for (let page = 1; page <= pages; page++) {
      const words = `Words of page ${page} in section ${section}. `.repeat(40);
      const text = `# Page ${page}\n\n${words}\n\n![A leaf](leaf.png)\n\n- one\n- two\n`;
      writeFileSync(join(home, `${String(page).padStart(3, '0')}-page.md`), text);
    }
  }
}

/** Start of a picture of one pixel. */
const PNG = Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de', 'hex');
