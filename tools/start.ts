/** `npm start`: database, cloud server and desktop app, with a demo school. Ctrl-C stops all of it; data stays. */
import { join, resolve } from 'node:path';
import { buildPages, buildPrograms, buildScreen } from './build/build-product.ts';
import { repositoryRoot } from './repository.ts';
import { isPortFree } from './stack/ports.ts';
import { startCloud } from './stack/start-cloud.ts';
import { startDatabase } from './stack/start-database.ts';
import { demoSchool, demoStudent, demoTeacher, seedDemo } from './start/seed-demo.ts';
import { desktopWishes, type DesktopWish } from './start/choose-desktop.ts';
import { startDesktop } from './start/start-desktop.ts';

const settings = {
  cloudPort: portOf('EDUCROWD_PORT', 4000),
  desktopPort: portOf('EDUCROWD_DESKTOP_PORT', 4010),
  paymentPort: portOf('EDUCROWD_PAYMENT_PORT', 4020),
  desktop: desktopWish(),
  dataFolder: resolve(process.env['EDUCROWD_DATA'] ?? join(repositoryRoot, '.data')),
  databaseUrl: process.env['DATABASE_URL'],
};

/** Started so far, in order; stopped in the opposite order. */
const running: { stop(): Promise<void> }[] = [];
let isStopping = false;

process.on('SIGINT', () => void stopAll('Stopping…', 0));
process.on('SIGTERM', () => void stopAll('Stopping…', 0));

try {
  await start();
} catch (error) {
  if (!isStopping) await stopAll(error instanceof Error ? error.message : String(error), 1);
}

async function start(): Promise<void> {
  refuseEqualPorts();
  await refuseTakenPort(settings.cloudPort, 'EDUCROWD_PORT');
  await refuseTakenPort(settings.desktopPort, 'EDUCROWD_DESKTOP_PORT');
  await refuseTakenPort(settings.paymentPort, 'EDUCROWD_PAYMENT_PORT');
  // Each is waited for when it is needed: while the cloud starts, the desktop's screen is built.
  const programsBuilt = buildPages().then(buildPrograms);
  const screenBuilt = programsBuilt.then(buildScreen);
  screenBuilt.catch(() => undefined); // Heard of below, once what has started can be stopped.
  const database = await startDatabase({
    dataDir: settings.dataFolder,
    databaseUrl: settings.databaseUrl,
    log: console.log,
  });
  running.push(database);
  await programsBuilt;
  const cloud = await startCloud({
    urls: database.urls,
    dataDir: settings.dataFolder,
    port: settings.cloudPort,
    paymentPort: settings.paymentPort,
    env: { LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn' },
    log: console.log,
  });
  running.push(cloud);
  cloud.process.once(
    'exit',
    () => void (isStopping || stopAll('The server has ended. See the lines above.', 1)),
  );

  await screenBuilt;
  const school = cloud.schoolOrigin(demoSchool.slug);
  const desktopStarted = startDesktop({
    wish: settings.desktop,
    dataFolder: settings.dataFolder,
    port: settings.desktopPort,
    school,
    log: (words) => void (isStopping || console.log(words)),
  });
  void desktopStarted.then(
    (started) => running.push(started),
    () => undefined, // Heard of below.
  );
  await seedDemo(cloud, settings.dataFolder, console.log);
  const desktop = await desktopStarted;

  console.log(`
EduCrowd is running.

  Teachers    ${desktop.where}
              ${desktop.why}
              sign in at the school ${school}
  Students    ${school}
  New school  ${cloud.origin}
  API         ${cloud.origin}/api/docs
  Mails       ${cloud.origin}/dev/mailbox

  Teacher     ${demoTeacher.email}   ${demoTeacher.password}
  Student     ${demoStudent.email}   ${demoStudent.password}

Data is kept in ${settings.dataFolder}. Press Ctrl-C to stop.
`);
}

async function stopAll(words: string, exitCode: number): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  console.log(words);
  for (const part of running.toReversed()) {
    await part.stop().catch((error: unknown) => console.error(error));
  }
  process.exit(exitCode);
}

function refuseEqualPorts(): void {
  const { cloudPort, desktopPort, paymentPort } = settings;
  if (new Set([cloudPort, desktopPort, paymentPort]).size === 3) return;
  throw new Error(
    `EDUCROWD_PORT (${cloudPort}), EDUCROWD_DESKTOP_PORT (${desktopPort}) and EDUCROWD_PAYMENT_PORT (${paymentPort}) must differ.`,
  );
}

async function refuseTakenPort(port: number, variable: string): Promise<void> {
  if (await isPortFree(port)) return;
  throw new Error(
    `Port ${port} is in use by another program. Stop that program, or choose another port:\n  ${variable}=${port + 100} npm start`,
  );
}

function desktopWish(): DesktopWish {
  const text = process.env['EDUCROWD_DESKTOP'] ?? '';
  const wish = desktopWishes.find((each) => each === (text === '' ? 'auto' : text));
  if (wish !== undefined) return wish;
  console.error(`EDUCROWD_DESKTOP must be one of ${desktopWishes.join(', ')}, not "${text}".`);
  process.exit(1);
}

function portOf(variable: string, fallback: number): number {
  const text = process.env[variable];
  if (text === undefined || text === '') return fallback;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  console.error(`${variable} must be a port number from 1 to 65535, not "${text}".`);
  process.exit(1);
}
