/**
 * Bugs that sync could have, each written into the source as it is loaded: nothing in the product knows of them. A plant
 * that does not fit its source any more is an error, not a bug that was missed.
 */
import { campaignPlants } from './campaign-plants.ts';
import { plant, type Plant } from './plant.ts';

const engine = 'apps/desktop/src/engine';
const shared = 'packages/shared/src';
const school = 'tests/sim/school';

/** Versions that are drawn when a request begins, as a sequence or a clock gives them, not when it commits. */
const drawnEarly = (draw: string): (readonly [string, string, string])[] => [
  [
    `${school}/school.ts`,
    '    await timeline.pause(random.between(1, 40));',
    `    const drawn = ${draw};\n    await timeline.pause(random.between(1, 40));\n    drawnVersion = drawn;`,
  ],
  [
    `${school}/school.ts`,
    '  let generation = 0;',
    '  let generation = 0;\n  let counter = 0;\n  let drawnVersion = 0;',
  ],
  [
    `${school}/school.ts`,
    'const version = state.head + 1;',
    'const version = history.has(drawnVersion) || drawnVersion === 0 ? Math.max(state.head, ++counter) + 1 : drawnVersion;',
  ],
];

export const plants: readonly Plant[] = [
  plant('sequence-as-cursor', ...drawnEarly('++counter')),
  plant('timestamp-as-cursor', ...drawnEarly('Math.round(timeline.now() - 1_767_571_200_000)')),
  plant(
    'result-lost-with-answer',
    [`${school}/school.ts`, 'results: results.map(withoutHash),', 'results: [],'],
    [
      `${school}/school.ts`,
      'results: next.results.map(withoutHash) }',
      'results: results.map(withoutHash) }',
    ],
  ),
  plant('acknowledge-before-commit', [
    `${school}/school.ts`,
    '    commit(batch);\n    for (const { seq, code } of results) {',
    '    if (random.next() < 0.9) commit(batch);\n    for (const { seq, code } of results) {',
  ]),
  plant('repeat-takes-effect-again', [
    `${school}/school.ts`,
    'const fresh = mutations.filter((mutation) => mutation.seq > lastSeq);',
    'const fresh = mutations.filter(({ seq }) => seq > lastSeq || mutations.every((each) => each.seq <= lastSeq));\n  if (fresh[0] && fresh[0].seq <= lastSeq) return fresh;',
  ]),
  plant('publish-without-trailer', [
    `${engine}/sync/pages.ts`,
    'if (changes.length !== count || pageChecksum(changes) !== checksum)',
    'if (changes.length > count)',
  ]),
  plant('publish-before-the-last-page', [
    `${engine}/sync/round.ts`,
    'if (answer.next) return events;',
    'if (answer.next && changes.length === 0) return events;',
  ]),
  plant('drop-by-head', [
    `${engine}/sync/round.ts`,
    '  position.setAckedThrough(',
    `  refoldRows(store, settler.accepted(lastSeq + position.seqBase(), now().toISOString()), changes);
  position.setAckedThrough(`,
  ]),
  plant('base-rewritten-by-pull', [
    `${engine}/store/outbox.ts`,
    'const mutation = { seq: row.seq - seqBase, ...editOf(row) };',
    `const edit = editOf(row);
        const [entityName] = row.name.split('.');
        const under = row.name.endsWith('.patch')
          ? db.prepare<[string], { row: string | null }>('select row from base_row where row_id = ?').get(String(edit.args.id))
          : undefined;
        const seen = under?.row ? (JSON.parse(under.row) as JsonObject) : null;
        const base = seen && entityName ? Object.fromEntries(Object.keys(edit.base).map((key) => [key, seen[key] ?? null])) : edit.base;
        const mutation = { seq: row.seq - seqBase, ...edit, base };`,
  ]),
  plant('off-by-one-purge', [
    `${shared}/sync/tombstones.ts`,
    'holdings.length > 0 && cursor < floor',
    'holdings.length > 0 && cursor < floor - 1',
  ]),
  plant('cursor-never-too-old', [
    `${shared}/sync/tombstones.ts`,
    'holdings.length > 0 && cursor < floor',
    'holdings.length < 0 && cursor < floor',
  ]),
  plant('outbox-dropped-on-rebuild', [
    `${engine}/sync/recover.ts`,
    'store.holdings.restart();',
    `store.holdings.restart();
    store.db.exec('delete from outbox; delete from outbox_effect; delete from document_update where seq is not null; delete from base_row');`,
  ]),
  plant(
    'journal-ignored-after-restore',
    [
      `${engine}/sync/recover.ts`,
      'const forgotten = hasAccepted(store, unknown);',
      'const forgotten = false;',
    ],
    [
      `${engine}/sync/recover.ts`,
      "where ((${within('j.seq', unknown)}) and j.result_code in ('APPLIED', 'MERGED')) or",
      'where (j.seq < 0 and ${unknown.length > 0}) or',
    ],
  ),
  plant('journal-pruned-by-age-of-the-edit', [
    `${engine}/store/settle.ts`,
    'delete from journal where settled_at < ?',
    'delete from journal where settled_at is not null and queued_at < ?',
  ]),
  plant('former-ids-forgotten', [
    `${engine}/sync/recover.ts`,
    '...former.map((each) => ({ from: each.seqBase + each.lastSeq, through: each.through })),',
    '',
  ]),
  plant('lost-holding-ignored', [
    `${engine}/sync/publish.ts`,
    'if (store.holdings.hasLost()) putAsideLost(store, changes, at);',
    '',
  ]),
  plant('lost-while-loading-stays', [
    `${engine}/store/holdings.ts`,
    `for (const { holding } of dropped) setState.run('lost', holding);`,
    `for (const { holding, state } of dropped)
        if (state === 'ready') setState.run('lost', holding);
        else db.prepare('delete from holding where holding = ?').run(holding);`,
  ]),
  plant('lost-edits-not-put-aside', [
    `${engine}/sync/put-aside-lost.ts`,
    'for (const row of lost) quarantineEdits(store, row, now);',
    `for (const row of lost) {
    quarantineEdits(store, row, now);
    store.db.exec('delete from quarantine');
  }`,
  ]),
  plant('leave-across-scopes', [
    `${engine}/sync/publish.ts`,
    `change.op === 'delete' || scopeOf(store, entity, change.rowId) === change.scope`,
    `change.op === 'delete' || scopeOf(store, entity, change.rowId) !== null`,
  ]),
  plant('moved-row-still-found-by-search', [
    `${engine}/store/search-entries.ts`,
    'do update set title = excluded.title, home_id = excluded.home_id\n     where title <> excluded.title or home_id <> excluded.home_id',
    'do update set title = excluded.title where title <> excluded.title',
  ]),
  plant('document-initialised-twice', [
    `${shared}/content/yjs-document.ts`,
    'Number.parseInt(sha256Hex(anonymous).slice(0, 8), 16)',
    'Number.parseInt(sha256Hex(anonymous).slice(0, 8), 16) ^ Math.floor(Math.random() * 65_536)',
  ]),
  plant('compaction-drops-an-update', [
    `${school}/school.ts`,
    'present.updates.filter((each) => each.version > version)',
    'present.updates.filter((each) => each.version > version + 1)',
  ]),
  plant(
    'merge-by-client-clock',
    [
      `${engine}/sync/publish.ts`,
      '    store.overlay.putServerRow(\n      entity,',
      `    const isFromTheFuture = String(change.row?.updatedAt) > new Date(Date.parse((applying as unknown as { at: string }).at)).toISOString();
    if (isFromTheFuture && store.overlay.serverRow(entity, change.rowId)) return;
    store.overlay.putServerRow(\n      entity,`,
    ],
    [
      `${engine}/sync/publish.ts`,
      'applyChange(store, change, { changes, renewed });',
      'applyChange(store, change, { changes, renewed, at } as never);',
    ],
  ),
  plant('quarantine-swallowed', [
    `${engine}/store/settle.ts`,
    'quarantine.add({ ...edit, seq: row.seq, code: row.result_code, detail: row.result_detail }, now);',
    'void edit;',
  ]),
  plant('old-editor-opens-new-node', [
    `${shared}/content/content-schema.ts`,
    'contentSchema > CONTENT_SCHEMA_VERSION',
    'contentSchema > CONTENT_SCHEMA_VERSION + 100',
  ]),
  plant(
    'old-engine-sends-whole-rows',
    [
      `${engine}/store/local-write.ts`,
      'const base = Object.fromEntries(Object.keys(valid)',
      `for (const [key, field] of Object.entries(entity.fields))
          if (field.writer === 'client' && field.merge !== 'immutable') valid[key] ??= row[key] ?? null;
        const base = Object.fromEntries(Object.keys(valid)`,
    ],
    [
      `${school}/apply-mutation.ts`,
      'const after = { ...row, ...amountsInOther(entity, row, change), ...patched };',
      `const isWhole = Object.keys(given).length > 2;
  const blank = Object.entries(entity.fields).filter(([key, field]) => isWhole && field.writer === 'client' && field.merge !== 'immutable' && !Object.hasOwn(given, key));
  const blanked = Object.fromEntries(blank.map(([key, field]) => [key, field.initial ?? null]));
  Object.assign(patched, blanked);
  const after = { ...row, ...amountsInOther(entity, row, change), ...patched };`,
    ],
  ),
  plant('old-engine-stumbles-over-a-newer-table', [
    `${engine}/sync/pages.ts`,
    '.filter((change) => knownTables.has(change.table))',
    '.filter((change) => knownTables.size > 0)',
  ]),
  plant('upgrade-drops-the-outbox', [
    `${engine}/sync/trouble.ts`,
    "mood.heldFor = 'update';",
    `mood.heldFor = 'update';
        store.db.exec('delete from outbox; delete from outbox_effect; delete from document_update where seq is not null; delete from base_row');`,
  ]),
  plant('upgrade-not-asked-for', [
    `${engine}/sync/trouble.ts`,
    "mood.heldFor = 'update';",
    'mood.heldFor = null;',
  ]),
  plant('upgraded-engine-keeps-rows-of-the-old-one', [
    `${engine}/sync/sync-runner.ts`,
    'if (store.position.isOtherSchema()) beginRebuild(store);',
    '',
  ]),
  plant('upgraded-engine-goes-on-with-the-load-of-the-old-one', [
    `${engine}/sync/sync-position.ts`,
    'position.epoch() !== null || position.cursor() !== null',
    'position.cursor() !== null',
  ]),
  plant('frozen-mutation-rewritten', [
    `${engine}/store/outbox.ts`,
    'return row && row.frozen === 0 ? row : null;',
    'return row ?? null;',
  ]),
  plant('fork-unnoticed', [
    `${engine}/sync/recover.ts`,
    '    store.position.startOver(first ? first - 1 : lastNumber(store));',
    '',
  ]),
  plant(
    'acks-what-it-does-not-know',
    [
      `${engine}/store/outbox.ts`,
      'return unknown ? Math.min(lastKnown, unknown - 1 - seqBase) : lastKnown;',
      'return unknown ? lastKnown : lastKnown;',
    ],
    [
      `${engine}/sync/round.ts`,
      'outbox.saveResults(results, position.seqBase());',
      'if (lastSeq % 3 > 0) outbox.saveResults(results, position.seqBase());',
    ],
  ),
  plant('rebuild-keeps-what-is-gone', [
    `${engine}/sync/publish.ts`,
    'if (store.position.isRebuilding()) removeUnstaged(store, changes);',
    '',
  ]),
  plant(
    'bootstrap-not-caught-up',
    [
      `${engine}/sync/round.ts`,
      'return Math.min(startHead ?? Infinity, cursor ?? startHead ?? 0);',
      'return cursor ?? startHead ?? 0;',
    ],
    [`${engine}/store/holdings.ts`, 'start_head = coalesce(start_head, ?)', 'start_head = ?'],
  ),
  ...campaignPlants,
  plant('loser-not-logged', [
    `${shared}/sync/merge.ts`,
    `return { kind: 'overwrote', value: next, loser: server };`,
    `return { kind: 'merged', value: next };`,
  ]),
  plant('removed-member-wins', [
    `${shared}/sync/merge.ts`,
    'const kept = server.filter((each) => !removed.has(each));',
    'const kept = server.filter((each) => !removed.has(each) && next.includes(each));',
  ]),
  plant('sends-what-is-not-held', [
    `${school}/answer-pages.ts`,
    'const sent = holdings.filter((holding) => isHeld(granted, holding));',
    'const sent = holdings.filter((holding) => isHeld(granted, holding) || holdings.length > 1);',
  ]),
  plant('file-ready-before-it-is-there', [
    `${school}/files.ts`,
    `      row.state === 'ready' &&
      row.deletedAt === null &&`,
    '      row.deletedAt === null &&',
  ]),
  plant('file-sent-before-its-row', [
    `${engine}/store/blob-table.ts`,
    `and not exists (select 1 from base_row where table_name = 'materials' and row_id = m.id and row is null)`,
    '',
  ]),
  plant('damaged-upload-counts-as-done', [
    `${school}/files.ts`,
    'if (sha256Hex(bytes) !== sha256) {',
    `if (sha256 === '') {`,
  ]),
  plant(
    'short-upload-counts-as-done',
    [`${school}/files.ts`, 'if (sha256Hex(bytes) !== sha256) {', `if (sha256 === '') {`],
    [
      `${school}/files.ts`,
      'const finished = grown.length === sizeBytes ?',
      'const finished = grown.length > 0 ?',
    ],
  ),
  plant('upload-forgotten-after-a-crash', [
    `${engine}/store/blob-table.ts`,
    'export function createBlobTable(db: Database): BlobTable {',
    `export function createBlobTable(db: Database): BlobTable {
  db.exec("update blob set state = 'wanted' where state = 'uploading'");`,
  ]),
  plant('upload-forgotten-once-sent', [
    `${engine}/store/blob-table.ts`,
    `where m.state = 'pending' and m.deleted_at is null and b.state <> 'wanted'`,
    `where m.state = 'pending' and m.deleted_at is null and b.state not in ('wanted', 'uploaded')`,
  ]),
  plant('school-collects-what-another-row-names', [
    `${school}/files.ts`,
    'const isReferredTo = materialsOf(state(), sha256).length > 0;',
    'const isReferredTo = materialsOf(state(), sha256).length > 1;',
  ]),
  plant('file-collected-while-it-arrives', [
    `${school}/files.ts`,
    'if (!state().files.has(sha256)) return answer(409);',
    '',
  ]),
  plant('device-collects-what-an-edit-names', [
    `${engine}/store/blob-table.ts`,
    `and sha256 not in (\${namedBy('journal')}) and sha256 not in (\${namedBy('quarantine')})`,
    '',
  ]),
  plant('device-collects-what-never-arrived', [
    `${engine}/store/blob-table.ts`,
    `delete from blob where state in ('present', 'wanted') and sha256 not in (select sha256 from materials)`,
    `delete from blob where sha256 not in (select sha256 from materials)`,
  ]),
  plant('sweep-removes-what-is-named', [
    `${engine}/materials/blob-files.ts`,
    'if (/^[0-9a-f]{2}$/.test(shard)) removeUnnamed(readdirSync(join(folder, shard)));',
    `if (/^[0-9a-f]{2}$/.test(shard)) for (const name of readdirSync(join(folder, shard))) rmSync(pathOf(name), { force: true });`,
  ]),
  plant('file-stays-after-its-holding-was-lost', [
    `${engine}/sync/file-lane.ts`,
    'for (const sha256 of blobs.dropUnneeded()) options.files.remove(sha256);',
    '',
  ]),
  plant('download-not-checked', [
    `${engine}/network/download-file.ts`,
    'if ((await hashOf(request.partPath)) === request.sha256) return;',
    `if ((await hashOf(request.partPath)) !== '') return;`,
  ]),
  plant('download-not-flushed', [
    `${engine}/network/download-file.ts`,
    `    await writeBody(file, response, { ...request, start: resumed ? start : 0 });
    await file.sync();`,
    '    await writeBody(file, response, { ...request, start: resumed ? start : 0 });',
  ]),
  plant('added-file-not-flushed', [`${engine}/materials/blob-files.ts`, 'flush: true', 'flush: false']),
  plant('added-again-and-not-kept', [
    `${engine}/materials/material-files.ts`,
    'files.keep([draft], () => keepLocalBlob(store, draft));',
    'await files.discard([draft]);',
  ]),
];
