import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { sha256Hex } from '../primitives/digest.ts';
import { canonicalJson, type JsonValue } from '../primitives/json.ts';
import { syncedEntities } from '../synced-entities.ts';
import { commandArgs } from './mutations.ts';
import * as protocol from './protocol.ts';

const shapeOf = (schema: z.ZodType): JsonValue =>
  JSON.parse(JSON.stringify(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }))) as JsonValue;

/** Everything that an engine and a server must agree on. */
const wireFormat = (): JsonValue => ({
  protocol: protocol.PROTOCOL_VERSION,
  schema: protocol.SCHEMA_VERSION,
  messages: [
    protocol.pushRequest,
    protocol.pushResponse,
    protocol.pullRequest,
    protocol.pullResponse,
    protocol.bootstrapRequest,
    protocol.bootstrapResponse,
    protocol.pokeSchema,
  ].map(shapeOf),
  commands: Object.fromEntries(Object.entries(commandArgs).map(([name, schema]) => [name, shapeOf(schema)])),
  entities: syncedEntities.map((entity) => ({
    name: entity.name,
    table: entity.table,
    fields: Object.entries(entity.fields).map(([key, field]) => ({
      key,
      kind: field.kind,
      merge: field.merge,
      writer: field.writer,
      nullable: field.nullable,
    })),
  })),
});

describe('the wire format', () => {
  it('is the one that is pinned: a change means raising PROTOCOL_VERSION or SCHEMA_VERSION, or knowing why not', () => {
    expect(sha256Hex(canonicalJson(wireFormat()))).toMatchInlineSnapshot(
      `"298377262c6a3da7d2ec2269626737ad59aabccd3fd1818f79b12f1452f84a5a"`,
    );
  });

  it('hashes a mutation by its meaning, not by the order of its members', () => {
    const one = {
      seq: 1,
      name: 'Course.patch',
      args: { id: 'x', patch: { title: 'T', summary: 'S' } },
      base: {},
    };
    const other = {
      base: {},
      args: { patch: { summary: 'S', title: 'T' }, id: 'x' },
      name: 'Course.patch',
      seq: 1,
    };
    expect(protocol.mutationHash(one)).toBe(protocol.mutationHash(other));
    expect(protocol.mutationHash({ ...one, seq: 2 })).not.toBe(protocol.mutationHash(one));
  });
});
