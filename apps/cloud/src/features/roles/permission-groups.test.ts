import { expect, test } from 'vitest';
import { createTranslate } from '@educrowd/shared/messages/translate';
import { permissions, ruleOf } from '@educrowd/shared/permissions/matrix';
import { permissionGroups, permissionWords } from './permission-groups.ts';

test('everything that needs a role is in one group and has words', () => {
  const needed = permissions.filter((permission) => typeof ruleOf(permission).roles !== 'string');
  const grouped = permissionGroups.flatMap((group) => group.permissions);
  expect(grouped.toSorted()).toEqual(needed.toSorted());
  const t = createTranslate('en');
  for (const permission of needed) expect(permissionWords(permission, t)).toMatch(/^[A-Z][^.]+$/);
});
