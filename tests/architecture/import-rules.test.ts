import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { must } from '@educrowd/shared/primitives/assert';
import { readImportGraph, type ImportGraph } from '../../tools/verify/import-graph.ts';
import { plantTree, type Files } from './planted-tree.ts';
import { importForms, plantedImports } from './planted-violations.ts';

const forms = Object.keys(importForms);

/** A file of its own for every planted import and every form of import. */
const pathOf = (plantIndex: number, form: string) =>
  `${must(plantedImports[plantIndex], 'a planted import').folder}/planted-${plantIndex}-${form.replaceAll(' ', '-')}.${form === 'in a page' ? 'tsx' : 'ts'}`;

const plantedFiles: Files = Object.fromEntries(
  plantedImports.flatMap(({ specifier }, index) =>
    Object.entries(importForms).map(([form, write]) => [pathOf(index, form), write(specifier)]),
  ),
);

const cycles = {
  'apps/cloud/src/platform/cycle-one.ts':
    "import { two } from './cycle-two.ts';\nexport const one = () => two;\n",
  'apps/cloud/src/platform/cycle-two.ts':
    "import { one } from './cycle-one.ts';\nexport const two = () => one;\n",
  'apps/cloud/src/platform/knot-one.ts':
    "import type { Two } from './knot-two.ts';\nexport type One = Two[];\n",
  'apps/cloud/src/platform/knot-two.ts':
    "import type { One } from './knot-one.ts';\nexport type Two = One | 2;\n",
  'apps/cloud/src/features/egg/index.ts':
    "import type { Hen } from '../hen/index.ts';\nexport type Egg = Hen[];\n",
  'apps/cloud/src/features/hen/index.ts':
    "import type { Egg } from '../egg/index.ts';\nexport type Hen = Egg | 2;\n",
};

describe('planted violations', () => {
  let graph: ImportGraph;
  let remove: () => Promise<void>;

  beforeAll(async () => {
    const tree = await plantTree({ ...plantedFiles, ...cycles });
    remove = tree.remove;
    graph = await readImportGraph(tree.root);
  });
  afterAll(() => remove());

  const rulesReportedFor = (...paths: string[]) => [
    ...new Set(graph.violations.filter(({ from }) => paths.includes(from)).map(({ rule }) => rule)),
  ];

  test.for(plantedImports.map((plant, index) => ({ ...plant, index })))(
    '$rule: $folder must not import $specifier, in any form',
    ({ rule, index }) => {
      const reported = Object.fromEntries(forms.map((form) => [form, rulesReportedFor(pathOf(index, form))]));
      expect(reported).toEqual(Object.fromEntries(forms.map((form) => [form, [rule]])));
    },
  );

  // A cycle is reported once, for one of its modules.
  test('no-cycles: modules must not load each other', () => {
    const modules = ['apps/cloud/src/platform/cycle-one.ts', 'apps/cloud/src/platform/cycle-two.ts'];
    expect(rulesReportedFor(...modules)).toEqual(['no-cycles']);
  });

  test('modules of one layer may name types of each other', () => {
    const modules = ['apps/cloud/src/platform/knot-one.ts', 'apps/cloud/src/platform/knot-two.ts'];
    expect(rulesReportedFor(...modules)).toEqual([]);
  });

  test('no-cycles-between-features: two features must not need each other, if only for a type', () => {
    const modules = ['apps/cloud/src/features/egg/index.ts', 'apps/cloud/src/features/hen/index.ts'];
    expect(rulesReportedFor(...modules)).toEqual(['no-cycles-between-features']);
  });

  test('nothing is reported but what was planted', () => {
    expect(graph.violations.filter(({ from }) => !(from in plantedFiles || from in cycles))).toEqual([]);
  });

  test('every rule has a planted violation', () => {
    const proven = new Set([
      ...plantedImports.map(({ rule }) => rule),
      'no-cycles',
      'no-cycles-between-features',
    ]);
    expect(new Set(graph.rules)).toEqual(proven);
  });
});
