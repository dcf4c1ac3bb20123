/** Where the window was, if that is still a place where it can be seen. */
import { readFileSync } from 'node:fs';
import * as z from 'zod';

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const windowState = z.strictObject({
  bounds: z.strictObject({
    x: z.int(),
    y: z.int(),
    width: z.int().positive(),
    height: z.int().positive(),
  }),
  isMaximized: z.boolean(),
});
export type WindowState = z.output<typeof windowState>;

export const MINIMUM = { width: 480, height: 400 } as const;
const USUAL = { width: 1280, height: 840 } as const;
/** So much of the title bar has to be on a screen for the window to be dragged back. */
const GRIP = { width: 120, height: 32 } as const;

/** Null when there is none, or it is damaged. */
export function readWindowState(path: string): WindowState | null {
  try {
    return windowState.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

/**
 * Size and place of a window to be opened: those of last time, within the screen, if enough of its title bar lies on
 * one of today's screens; else the usual size, in the middle (no x and y).
 */
export function placeWindow(
  state: WindowState | null,
  screens: readonly Area[],
): { width: number; height: number; x?: number; y?: number } {
  const titleBar = state && { ...state.bounds, height: GRIP.height };
  const screen = titleBar ? screens.find((each) => isGrippable(titleBar, each)) : undefined;
  if (!state || !screen) {
    const [main] = screens;
    return {
      width: Math.min(USUAL.width, main?.width ?? USUAL.width),
      height: Math.min(USUAL.height, main?.height ?? USUAL.height),
    };
  }
  const { x, y, width, height } = state.bounds;
  return {
    x,
    y,
    width: Math.max(MINIMUM.width, Math.min(width, screen.width)),
    height: Math.max(MINIMUM.height, Math.min(height, screen.height)),
  };
}

function isGrippable(titleBar: Area, screen: Area): boolean {
  const width =
    Math.min(titleBar.x + titleBar.width, screen.x + screen.width) - Math.max(titleBar.x, screen.x);
  const height =
    Math.min(titleBar.y + titleBar.height, screen.y + screen.height) - Math.max(titleBar.y, screen.y);
  return width >= GRIP.width && height >= GRIP.height;
}
