import { startDatabase } from './start-database.ts';
import { startCloud } from './start-cloud.ts';
const dataDir = '/tmp/edu-stack';
const db = await startDatabase({ dataDir, log: console.log });
console.log('db up');
const cloud = await startCloud({
  urls: db.urls,
  dataDir,
  port: 4321,
  log: (l) => console.log('[cloud]', l.slice(0, 300)),
});
for (const [u, h] of [
  ['/', 'localhost:4321'],
  ['/api/v1/core/health/', 'localhost:4321'],
  ['/', 'nope.localhost:4321'],
]) {
  const r = await fetch(`http://127.0.0.1:4321${u}`, { headers: { host: h! } });
  console.log(u, r.status, (await r.text()).slice(0, 300));
}
await cloud.stop();
await db.stop();
