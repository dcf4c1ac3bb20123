import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

import { ImportError } from './import-error.ts';
import { readCourse } from './read-course.ts';
import { png, tarOf, temporaryFolder, writeFiles, zipOf, type Files } from './testing/course-files.ts';
import { expectSound } from './testing/read-for-test.ts';

/** Whatever the bytes: a sound course or a refusal, and nothing else. */
async function expectCourseOrRefusal(input: Files | Uint8Array): Promise<void> {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'course');
  if (input instanceof Uint8Array) await writeFile(path, input);
  else await writeFiles(path, input);
  try {
    expectSound(await readCourse(path, { workDir: join(folder.path, 'work') }));
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    expect(error.userMessage.length).toBeGreaterThan(10);
  }
}

const RUNS = { numRuns: 25 };

/** Pieces that meet in ways nobody would write. */
const soup = (pieces: readonly string[]): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom(...pieces) },
        { weight: 1, arbitrary: fc.string({ maxLength: 8 }) },
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join(''));

const HTML = [
  '<p>',
  '</p>',
  '<b>',
  '</b>',
  '<i>',
  '</i>',
  '<ul>',
  '<li>',
  '</li>',
  '</ul>',
  '<ol start="-3">',
  '</ol>',
  '<table>',
  '<tr>',
  '<td colspan="999">',
  '<th rowspan="0">',
  '</table>',
  '<caption>',
  '<blockquote>',
  '</blockquote>',
  '<pre>',
  '<code class="language-x y">',
  '</code>',
  '</pre>',
  '<a href="#x">',
  '<a href="javascript:x">',
  '<a href="https://x.org/ y\u0001">',
  '</a>',
  '<img src="/static/a.png">',
  '<img src="//x.org/%zz">',
  '<img src="data:image/png;base64,AAAA">',
  '<iframe src="http://[">',
  '</iframe>',
  '<script>',
  '</script>',
  '<style>',
  '<form>',
  '<input>',
  '</form>',
  '<h1 id="x">',
  '<h6 id="a b">',
  '</h1>',
  '<dl>',
  '<dt>',
  '<dd>',
  '</dl>',
  '<details>',
  '<summary>',
  '</details>',
  '<br>',
  '<hr>',
  '<svg>',
  '<math>',
  '</math>',
  '<figure>',
  '<figcaption>',
  '</figure>',
  '<video src="x">',
  '<source src="https://x.org/a b">',
  '</video>',
  '<template>',
  '</template>',
  '<unknown x="1">',
  '</unknown>',
  'text ',
  '\\(x\\)',
  '\\[y\\]',
  '\\(',
  '[mathjax]z[/mathjax]',
  '&nbsp;',
  '&#0;',
  '\uD800',
  '\0',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<?x ?>',
  '\n',
  '  ',
];

const MARKDOWN = [
  '# ',
  '## A {#x}\n',
  '- ',
  '1. ',
  '> ',
  '\n',
  '\n\n',
  '    ',
  '```',
  '```{r, x}\n',
  '~~~\n',
  '::: note\n',
  ':::: {.challenge title="x"}\n',
  ':::\n',
  '{: .solution}\n',
  '---\n',
  '| a | b |\n',
  '|---|:-:|\n',
  '+---+---+\n',
  '| a | b |\n',
  '+===+===+\n',
  '![a](b.png)',
  '{alt="x" width=50%}',
  "{alt='",
  '[a](#x)',
  '[a](../../x.md#y)',
  '[a][b]',
  '[b]: https://x\n',
  '[^1]',
  '[^1]: note\n',
  '$x$',
  '$$',
  '\\\\(',
  '\\\\)',
  '*',
  '**',
  '`',
  '<div>',
  '</div>',
  '<b>',
  '<a.b@c.d>',
  'Term\n: def\n',
  '{% x %}\n',
  '- [ ] ',
  'http://x.org ',
  '\uD800',
  '\0',
  'text ',
];

const OLX = [
  '<chapter>',
  '</chapter>',
  '<sequential url_name="s">',
  '</sequential>',
  '<vertical>',
  '</vertical>',
  '<vertical url_name="v"/>',
  '<html>',
  '</html>',
  '<html filename="h"/>',
  '<html url_name="h"/>',
  '<problem>',
  '</problem>',
  '<problem markdown="( ) a&#10;(x) b"/>',
  '<multiplechoiceresponse>',
  '</multiplechoiceresponse>',
  '<choicegroup>',
  '</choicegroup>',
  '<choice correct="true">',
  '</choice>',
  '<numericalresponse answer="$x">',
  '</numericalresponse>',
  '<solution>',
  '</solution>',
  '<demandhint><hint>h</hint></demandhint>',
  '<script>',
  '</script>',
  '<video youtube="1.00:aaaaaaaaaaa" transcripts="[]"/>',
  '<video html5_sources="{}"/>',
  '<discussion/>',
  '<split_test group_id_to_child="[1]">',
  '</split_test>',
  '<library_content max_count="x">',
  '</library_content>',
  '<poll question="q" answers="[[1]]"/>',
  '<wiki slug="w"/>',
  '<a href="/jump_to_id/v">',
  '</a>',
  '<img src="/static/a.png"/>',
  'text',
  '&amp;',
  '&nope;',
  '<',
  '>',
];

describe('readCourse gives a sound course or a refusal', () => {
  it('for any bytes', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), expectCourseOrRefusal), RUNS);
  });

  it('for any bytes where the tools find a beginning that they know', async () => {
    const heads = [
      Buffer.from('PK\x03\x04'),
      gzipSync('x').subarray(0, 12),
      Buffer.from('<course '),
      Buffer.from('BZh'),
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 600 }), (head, rest) =>
        expectCourseOrRefusal(Buffer.concat([head, rest])),
      ),
      RUNS,
    );
  });

  it('for archives with single bytes changed', async () => {
    const files = {
      'course.xml': '<course display_name="C"><chapter><html>x</html></chapter></course>',
      'static/a.png': png(),
      'b.md': '# B',
    };
    const archives = [
      await tarOf(files),
      gzipSync(await tarOf(files)),
      zipOf(Object.entries(files).map(([name, content]) => ({ name, content }))),
    ];
    const change = fc.record({ at: fc.nat(), to: fc.integer({ min: 0, max: 255 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...archives),
        fc.array(change, { minLength: 1, maxLength: 6 }),
        (archive, changes) => {
          const damaged = Buffer.from(archive);
          for (const { at, to } of changes) damaged[at % damaged.length] = to;
          return expectCourseOrRefusal(damaged);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('for any HTML in a course', async () => {
    await fc.assert(
      fc.asyncProperty(soup(HTML), (html) =>
        expectCourseOrRefusal({
          'course.xml':
            '<course display_name="C"><chapter><sequential><vertical><html filename="h"/></vertical></sequential></chapter></course>',
          'html/h.html': html,
          'static/a.png': png(),
        }),
      ),
      RUNS,
    );
  });

  it('for any Markdown', async () => {
    await fc.assert(
      fc.asyncProperty(soup(MARKDOWN), soup(MARKDOWN), (one, two) =>
        expectCourseOrRefusal({ 'a.md': one, 'b.md': `---\n${two}\n---\n${one}`, 'b.png': png() }),
      ),
      RUNS,
    );
  });

  it('for any OLX', async () => {
    await fc.assert(
      fc.asyncProperty(soup(OLX), soup(OLX), (one, two) =>
        expectCourseOrRefusal({
          'course.xml': `<course url_name="r" org="O" course="C">${one}</course>`,
          'vertical/v.xml': `<vertical>${two}</vertical>`,
          'sequential/s.xml': two,
          'html/h.html': one,
          'html/h.xml': `<html filename="h">${two}</html>`,
          'policies/r/policy.json': one,
          'static/a.png': png(),
        }),
      ),
      { numRuns: 50 },
    );
  });
});
