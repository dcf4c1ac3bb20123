import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { must } from '../primitives/assert.ts';
import { contrast, clipped, reduced, type Oklch, type ToRgb } from './testing/contrast.ts';

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');
type Theme = 'light' | 'dark';

/** The value that the style sheet gives a colour, with the school's hue put in. */
function colour(name: string, theme: Theme, hue = 272): Oklch {
  const declared = must(new RegExp(`--${name}:([^;]+);`).exec(css)?.[1], `token ${name}`);
  const values = declared.match(/oklch\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)/g) ?? [];
  const value = must(theme === 'dark' && values.length > 1 ? values[1] : values[0], `${name} in ${theme}`);
  const fit = 1 - (0.5 * Math.max(0, Math.cos(((hue - 185) * Math.PI) / 180) - 0.05)) / 0.95;
  const [lightness, chroma, angle] = value
    .slice('oklch('.length, -1)
    .replace(/calc\((\S+) \* var\(--brand-fit\)\)/, (_all, factor: string) => String(Number(factor) * fit))
    .replace('var(--brand-hue)', String(hue))
    .split(' ')
    .map(Number);
  return { lightness: must(lightness, name), chroma: must(chroma, name), hue: must(angle, name) };
}

/** On which screen, in which school. */
interface Shown {
  toRgb?: ToRgb;
  hue?: number;
}

const themes: Theme[] = ['light', 'dark'];
const grounds = ['canvas', 'surface', 'raised', 'sunken'];

describe.each(themes)('in the %s', (theme) => {
  const ratio = (front: string, back: string, { toRgb = clipped, hue = 272 }: Shown = {}) =>
    contrast(toRgb(colour(front, theme, hue)), toRgb(colour(back, theme, hue)));

  test.each(grounds)('text, muted text and control borders are seen on %s', (ground) => {
    expect(ratio('text', ground)).toBeGreaterThanOrEqual(13);
    expect(ratio('muted', ground)).toBeGreaterThanOrEqual(5.9);
    expect(ratio('control', ground)).toBeGreaterThanOrEqual(3.2);
    expect(ratio('focus', ground)).toBeGreaterThanOrEqual(4.6);
  });

  test.each(['brand', 'danger', 'warning', 'success'])(
    '%s text is read on its soft fill and on every ground',
    (name) => {
      expect(ratio(`${name}-text`, `${name}-soft`)).toBeGreaterThanOrEqual(6.5);
      for (const ground of grounds) expect(ratio(`${name}-text`, ground)).toBeGreaterThanOrEqual(6.5);
    },
  );

  test.each(['brand', 'danger'])('white is read on solid %s', (name) => {
    expect(ratio('on-solid', name)).toBeGreaterThanOrEqual(5.1);
  });

  test.each([1, 2, 3, 4, 5])('chart colour %i stands out from the surface', (index) => {
    expect(ratio(`chart-${index}`, 'surface')).toBeGreaterThanOrEqual(4);
  });

  // Browsers clip a colour outside the screen's gamut; the standard asks to lower its chroma. Both must be readable.
  test.each([
    ['clipped', clipped],
    ['reduced', reduced],
  ] as const)('all 360 hues of a school keep their contrast, %s to the gamut', (_how, toRgb) => {
    for (let hue = 0; hue < 360; hue++) {
      expect(ratio('on-solid', 'brand', { toRgb, hue }), `white on brand at ${hue}°`).toBeGreaterThanOrEqual(
        4.5,
      );
      expect(
        ratio('brand-text', 'brand-soft', { toRgb, hue }),
        `brand text at ${hue}°`,
      ).toBeGreaterThanOrEqual(4.5);
      for (const ground of grounds) {
        expect(
          ratio('brand-text', ground, { toRgb, hue }),
          `brand text on ${ground} at ${hue}°`,
        ).toBeGreaterThanOrEqual(4.5);
        expect(
          ratio('focus', ground, { toRgb, hue }),
          `focus ring on ${ground} at ${hue}°`,
        ).toBeGreaterThanOrEqual(3);
      }
    }
  });
});
