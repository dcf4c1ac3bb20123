import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { placeWindow, readWindowState, type WindowState } from './window-state.ts';

const screen = { x: 0, y: 0, width: 1920, height: 1040 };
const beside = { x: 1920, y: 0, width: 1280, height: 1000 };
const at = (x: number, y: number, [width, height]: readonly [number, number] = [1000, 700]): WindowState => ({
  bounds: { x, y, width, height },
  isMaximized: false,
});

test('a window opens where it was', () => {
  expect(placeWindow(at(100, 50), [screen])).toEqual({ x: 100, y: 50, width: 1000, height: 700 });
  expect(placeWindow(at(2000, 50), [screen, beside])).toEqual({ x: 2000, y: 50, width: 1000, height: 700 });
});

test('one whose screen is gone, or whose title bar cannot be gripped, opens in the middle', () => {
  const usual = { width: 1280, height: 840 };
  expect(placeWindow(at(2000, 50), [screen])).toEqual(usual);
  expect(placeWindow(at(-950, 50), [screen])).toEqual(usual);
  expect(placeWindow(at(100, 1030), [screen])).toEqual(usual);
  expect(placeWindow(at(100, -100), [screen])).toEqual(usual);
  expect(placeWindow(null, [screen])).toEqual(usual);
  expect(placeWindow(null, [{ x: 0, y: 0, width: 1024, height: 700 }])).toEqual({ width: 1024, height: 700 });
});

test('a size is neither larger than its screen nor too small to be used', () => {
  expect(placeWindow(at(0, 0, [4000, 3000]), [screen])).toMatchObject({ width: 1920, height: 1040 });
  expect(placeWindow(at(0, 0, [200, 100]), [screen])).toMatchObject({ width: 480, height: 400 });
});

test('a file that says nothing sensible counts as none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'window-state-'));
  const path = join(folder, 'window.json');
  expect(readWindowState(path)).toBeNull();
  for (const text of [
    '',
    '{',
    '{"bounds":{"x":"0"}}',
    '{"bounds":{"x":0,"y":0,"width":-1,"height":5},"isMaximized":false}',
  ]) {
    writeFileSync(path, text);
    expect(readWindowState(path)).toBeNull();
  }
  writeFileSync(path, JSON.stringify(at(1, 2)));
  expect(readWindowState(path)).toEqual(at(1, 2));
  rmSync(folder, { recursive: true });
});
