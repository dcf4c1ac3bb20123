import { expect, test } from 'vitest';
import { explainFailure } from './explain-failure.mjs';

test.for([
  ['npm error code EAI_AGAIN\nnpm error request to https://example.org failed', /cannot be reached/],
  ['Failed to write to file: No space left\n      on device (os error 28)', /disk is full/],
  ["EACCES: permission denied, mkdir '/srv/project/node_modules'", /could not be written/],
  ['Error: ERR_PNPM_OUTDATED_LOCKFILE', /does not match/],
  ['something nobody has seen before', /lines above say why/],
])('%s', ([output = '', explanation = /never/]) => {
  expect(explainFailure(String(output))).toMatch(explanation);
});
