import { expect, test } from 'vitest';
import { sightProblems } from './layer-types.ts';

const language = '/x/node_modules/typescript/lib/lib.es5.d.ts';
const node = '/x/node_modules/@types/node/index.d.ts';
const dom = 'C:\\x\\typescript\\lib\\lib.dom.d.ts';

test.for([
  ['what it may', [language, node], { node: true, dom: false }, []],
  ['nothing but the language', [language], { node: false, dom: false }, []],
  [
    'Node, and must not',
    [language, node],
    { node: false, dom: false },
    ['The layer sees the types of node.'],
  ],
  [
    'the DOM, and must not',
    [language, dom],
    { node: false, dom: false },
    ['The layer sees the types of dom.'],
  ],
  [
    'no DOM, and needs it',
    [language],
    { node: false, dom: true },
    ['The layer does not see the types of dom.'],
  ],
  ['nobody knows what', [], { node: false, dom: false }, ['The compiler did not say what it has read.']],
] as const)('a layer that sees %s', ([, files, allowed, problems]) => {
  expect(sightProblems(files, allowed)).toEqual(problems);
});
