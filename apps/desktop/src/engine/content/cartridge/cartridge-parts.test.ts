import { describe, expect, it } from 'vitest';

import { item, readCartridge as read, resource } from '../testing/cartridge-files.ts';
import { blocksOf } from '../testing/read-for-test.ts';
import { showBlocks } from '../testing/show-blocks.ts';

describe('the parts of a cartridge', () => {
  it('keep what stands around the body of a page', async () => {
    const course = await read(
      { 'a.html': '<p>before</p><html><head><title>t</title></head><body>within</body></html><p>after</p>' },
      { items: item('a', 'A'), resources: resource('a', 'webcontent', 'a.html') },
    );
    expect(showBlocks(blocksOf(course, 'A'))).toEqual(['p before', 'p within', 'p after']);
  });

  it('say that learners did not get to see them', async () => {
    const page = (state: string): string =>
      `<html><head><meta name="workflow_state" content="${state}"/></head><body>x</body></html>`;
    const course = await read(
      {
        'a.html': page('unpublished'),
        'b.html': page('active'),
        'course_settings/module_meta.xml':
          '<modules><module identifier="i-m"><workflow_state>unpublished</workflow_state><items><item identifier="i-b"><workflow_state>active</workflow_state></item></items></module></modules>',
      },
      {
        items: item(
          'm',
          'M',
          item('a', 'A') + item('b', 'B') + item('b', 'C').replace('<item', '<item isvisible="false"'),
        ),
        resources: resource('a', 'webcontent', 'a.html') + resource('b', 'webcontent', 'b.html'),
      },
    );
    const hidden = course.report.changed.filter(({ what }) => what.includes('did not get to see'));
    expect(hidden.map(({ place }) => place)).toEqual(['M', 'M › A (a.html)', 'M › C']);
  });

  it('lead to the addresses that stand in place of their files', async () => {
    const course = await read(
      {},
      {
        items: item('a', 'A'),
        resources: ['a', 'b']
          .map((id) => `<resource identifier="${id}" type="webcontent" href="https://${id}.example/x"/>`)
          .join(''),
      },
    );
    expect(showBlocks(blocksOf(course, 'A'))).toEqual(['embed https://a.example/x']);
    expect(showBlocks(blocksOf(course, 'https://b.example/x'))).toEqual(['embed https://b.example/x']);
    expect(course.report.opaque).toEqual([]);
  });

  it('show what is said to instructors beside the task', async () => {
    const course = await read(
      {
        'task.xml':
          '<assignment><text>Measure.</text><instructor_text>Bring ropes.</instructor_text></assignment>',
      },
      { items: item('a', 'A'), resources: resource('a', 'assignment_xmlv1p0', 'task.xml') },
    );
    expect(showBlocks(blocksOf(course, 'A'))).toEqual([
      'p Measure.',
      'callout:note',
      '  p <bold>For the instructor</>',
      '  p Bring ropes.',
    ]);
    expect(course.report.changed.map(({ what }) => what).join()).toContain('note for instructors');
  });
});
