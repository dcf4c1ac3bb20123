import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { hasPackagedChromium, packagedChromium } from './chromium/packaged-chromium.ts';

/** What Playwright's `launch` and `launchOptions` need to start a browser on this machine. */
export interface ChromiumLaunch {
  readonly executablePath: string;
  readonly args: string[];
  readonly env: Record<string, string>;
}

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
];

/** Playwright's own Chromium if it is installed, else the system's, else the one in the dependencies. */
export async function findChromium(): Promise<ChromiumLaunch> {
  const env = definedEntries(process.env);
  const installed = [chromium.executablePath(), ...systemChromiums()].find((path) => existsSync(path));
  if (installed !== undefined) return { executablePath: installed, args, env };
  if (!hasPackagedChromium) {
    throw new Error('No Chromium was found. Install one with "npx playwright install chromium".');
  }
  const packaged = await packagedChromium();
  return { executablePath: packaged.executablePath, args, env: { ...env, ...packaged.env } };
}

/** Where Chromium and Chrome are when they are installed, best first. */
function systemChromiums(): string[] {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const onPath = names.flatMap((name) =>
    (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name)),
  );
  const programFolders = [
    process.env['ProgramFiles'],
    process.env['ProgramFiles(x86)'],
    process.env['LOCALAPPDATA'],
  ];
  return [
    ...onPath,
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ...programFolders
      .filter((folder) => folder !== undefined)
      .map((folder) => join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')),
  ];
}

function definedEntries(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
