import { expect, test } from 'vitest';
import { createOffer } from './offer-update.ts';

test('a download that fails is noted, and the version is offered again', async () => {
  const asked: string[] = [];
  const lines: string[] = [];
  let downloads = 0;
  const offer = createOffer({
    ask: async (version) => {
      asked.push(version);
      return true;
    },
    download: async () => {
      if (++downloads === 1) throw new Error('offline');
    },
    log: (line) => lines.push(line),
  });
  await offer('1.1.0');
  await offer('1.1.0');
  expect({ asked, lines, downloads }).toEqual({
    asked: ['1.1.0', '1.1.0'],
    lines: ['The update failed: Error: offline'],
    downloads: 2,
  });
});

test('what is there already is not offered again, and a newer version is', async () => {
  const asked: string[] = [];
  const offer = createOffer({
    ask: async (version) => {
      asked.push(version);
      return true;
    },
    download: async () => undefined,
    log: () => undefined,
  });
  for (const version of ['1.1.0', '1.1.0', '1.2.0']) await offer(version);
  expect(asked).toEqual(['1.1.0', '1.2.0']);
});

test('asks once at a time, and downloads nothing that is not wanted', async () => {
  const answer = Promise.withResolvers<boolean>();
  let asked = 0;
  let downloads = 0;
  const offer = createOffer({
    ask: () => {
      asked++;
      return answer.promise;
    },
    download: async () => void downloads++,
    log: () => undefined,
  });
  const first = offer('1.1.0');
  await offer('1.1.0');
  answer.resolve(false);
  await first;
  expect([asked, downloads]).toEqual([1, 0]);
});
