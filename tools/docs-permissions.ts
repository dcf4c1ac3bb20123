// npm run docs:permissions: writes docs/permissions.md anew.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderPermissions } from './docs/render-permissions.ts';
import { repositoryRoot } from './repository.ts';

writeFileSync(join(repositoryRoot, 'docs/permissions.md'), renderPermissions());
