import { describe, expect, it } from 'vitest';

import { blocksOf, readForTest } from '../testing/read-for-test.ts';
import { showBlocks } from '../testing/show-blocks.ts';

/** What a page shows, and what the report says of it. */
async function read(markdown: string): Promise<{ shown: string[]; said: string[] }> {
  const course = await readForTest({ 'a.md': `# A\n\n${markdown}` });
  const { changed, opaque, leftOut } = course.report;
  return {
    shown: showBlocks(blocksOf(course, 'A')),
    said: [...changed, ...opaque, ...leftOut].map(({ what }) => what),
  };
}

describe('boxes', () => {
  it('of GitHub and Obsidian are quotes that begin with a mark', async () => {
    expect(await read('> [!NOTE]\n> Text\n>\n> > [!warning] *Take* care\n> > inner\n\n> plain [!x]')).toEqual(
      {
        shown: [
          'callout:note',
          '  p Text',
          '  callout:warning',
          '    p <italic><bold>Take</></><bold> care</>',
          '    p inner',
          'blockquote',
          '  p plain [!x]',
        ],
        said: [],
      },
    );
    expect(await read('> [!faq]- Folded\n> x\n\n> [!odd] Title\n> - item')).toEqual({
      shown: [
        'callout:question',
        '  p <bold>Folded</>',
        '  p x',
        'p <bold>Title</>',
        'bulletList',
        '  listItem',
        '    p item',
      ],
      said: [
        'Parts that could be folded out are shown as notes.',
        'The box “odd” was opened; what was in it is part of the text.',
      ],
    });
  });

  it('of MkDocs hold what is indented below them', async () => {
    expect(
      await read(
        'text\n!!! note "Own `title`"\n    One\n\n        code\n\n    ??? tip\n        Two\n\nafter\n\n!!! abstract ""\n\tTabbed\n\n!!! note\nno content',
      ),
    ).toEqual({
      shown: [
        'p text',
        'callout:note',
        '  p <bold>Own </><code><bold>title</></>',
        '  p One',
        '  code code',
        '  callout:tip',
        '    p Two',
        'p after',
        'callout:note',
        '  p Tabbed',
        'p !!! note no content',
      ],
      said: ['Parts that could be folded out are shown as notes.'],
    });
    expect(await read('=== "C"\n\n    one\n\n=== "Java"\n\n    two')).toEqual({
      shown: ['p <bold>C</>', 'p one', 'p <bold>Java</>', 'p two'],
      said: ['Tabs are shown one below the other.', 'Tabs are shown one below the other.'],
    });
  });

  it('keep their titles where they are opened', async () => {
    expect((await read('::: {.odd title="Own"}\nx\n:::')).shown).toEqual(['p <bold>Own</>', 'p x']);
  });

  it('that lie too deeply in each other are kept as they are', async () => {
    const nested = Array.from({ length: 80 }, (_, depth) => `${'    '.repeat(depth)}!!! note`).join('\n');
    const { shown, said } = await read(`${nested}\n${'    '.repeat(80)}x`);
    expect(shown[0]).toMatch(/^opaque:page /);
    expect(said).toEqual(["The page can't be read: its quotes and lists are nested too deeply."]);
  });
});

it('instructions of site generators are kept, or shown as they were written', async () => {
  const { shown, said } = await read(
    '{{< youtube abc >}}\n\nSee {{< ref "b.md" >}}, {{ site.title }} and {% link c %}, but {{x}} $\\frac{{ a }}{b}$.\n\n{{% notice tip %}}\nHi\n{{% /notice %}}',
  );
  expect(shown).toEqual([
    'opaque:template tag {{< youtube abc >}}',
    'p See {{< ref "b.md" >}}, {{ site.title }} and {% link c %}, but {{x}} ⟦\\frac{{ a }}{b}⟧.',
    'opaque:template tag {{% notice tip %}}',
    'p Hi',
    'opaque:template tag {{% /notice %}}',
  ]);
  expect(said).toContain('Instructions to the program that makes web pages are shown as they were written.');
  expect(said).toHaveLength(4);
});

it('code keeps its title, and tells of other settings', async () => {
  expect(
    await read(
      '```py title="src/a.py" hl_lines="2 3"\nx\n```\n\n```{r, echo=FALSE}\ny\n```\n\n```js\nz\n```\n\n~~~\nq\n~~~\n{: .language-bash}',
    ),
  ).toEqual({
    shown: ['p <bold>src/a.py</>', 'code:py x', 'code:r y', 'code:js z', 'code:bash q'],
    said: [
      'Settings of the code were left out: hl_lines="2 3".',
      'Settings of the code were left out: echo=FALSE.',
    ],
  });
});

it('cells beyond the columns of their table are told of, with what they hold', async () => {
  const { said } = await read(
    '|a|b|\n|-|-|\n|1|2|three|four|\n|5|\n|6|7 \\| 8|nine\n\n> |a|b|\n> |-|-|\n> 1 | 2 | cut\n\n| x |\n|---|\n| y |',
  );
  expect(said).toEqual([
    'Cells beyond the columns of the table were left out: “three”, “four”, “nine”.',
    'Cells beyond the columns of the table were left out: “cut”.',
  ]);
});

it('settings in TOML are settings', async () => {
  const course = await readForTest({
    'a.md': '+++\ntitle = "T + +++"\nweight = 2\nlayout = "x"\n+++\ntext',
    'b.md': '+++\ntitle = [\n+++\ntext',
    'c.md': '+++\nno end',
  });
  expect(showBlocks(blocksOf(course, 'T + +++'))).toEqual(['p text']);
  expect(showBlocks(blocksOf(course, 'B'))).toEqual(['opaque:settings title = [', 'p text']);
  expect(showBlocks(blocksOf(course, 'C'))).toEqual(['p +++ no end']);
  expect(course.report.changed.map(({ what }) => what)).toEqual([
    'Settings at the top of the file were left out: layout.',
  ]);
});
