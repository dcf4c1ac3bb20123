import { expect, test } from 'vitest';
import { deriveRolePasswords, scramVerifier } from './role-passwords.ts';

test('passwords are the same for the same secret, and differ between roles and secrets', () => {
  const passwords = deriveRolePasswords('one');
  expect(deriveRolePasswords('one')).toEqual(passwords);
  expect(new Set([...Object.values(passwords), ...Object.values(deriveRolePasswords('two'))]).size).toBe(8);
});

test('a verifier is what PostgreSQL itself would store', () => {
  // Of RFC 7677: user "user", password "pencil".
  const salt = Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64');
  expect(scramVerifier('pencil', salt)).toBe(
    'SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=',
  );
});

test('a verifier does not hold the password, and no two are alike', () => {
  expect(scramVerifier('pencil')).not.toContain('pencil');
  expect(scramVerifier('pencil')).not.toBe(scramVerifier('pencil'));
});
