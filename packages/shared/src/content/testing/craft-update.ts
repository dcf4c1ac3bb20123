/** Writes the bytes of Yjs updates that no Yjs would write. The numbers are those of the update format, version 1. */
function createUpdateWriter() {
  const bytes: number[] = [];
  const writer = {
    byte: (value: number) => {
      bytes.push(value);
      return writer;
    },
    number: (value: number) => {
      let rest = value;
      for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push(128 | (rest % 128));
      bytes.push(rest);
      return writer;
    },
    text: (value: string) => {
      const encoded = new TextEncoder().encode(value);
      writer.number(encoded.length);
      for (const byte of encoded) bytes.push(byte);
      return writer;
    },
    id: (client: number, clock: number) => writer.number(client).number(clock),
    toBytes: () => Uint8Array.from(bytes),
  };
  return writer;
}
type UpdateWriter = ReturnType<typeof createUpdateWriter>;

const STRING = 4;
const TYPE = 7;
const HAS_RIGHT_ORIGIN = 64;
const HAS_ORIGIN = 128;

/** Starts the structs of one client. */
const section = (writer: UpdateWriter, client: number, structs: number): UpdateWriter =>
  writer.number(structs).number(client).number(0);

/** A paragraph (clock 0) with a text (clock 1), as the first two structs of client 1. */
const paragraph = (writer: UpdateWriter): UpdateWriter =>
  writer
    .byte(TYPE)
    .number(1)
    .text('content')
    .number(3)
    .text('paragraph')
    .byte(TYPE)
    .number(0)
    .id(1, 0)
    .number(6);

/** `count` characters of client 1 in that text, each a struct of its own. */
function characters(writer: UpdateWriter, count: number): void {
  writer.byte(STRING).number(0).id(1, 1).text('a');
  for (let index = 1; index < count; index++)
    writer
      .byte(STRING | HAS_ORIGIN)
      .id(1, 1 + index)
      .text('a');
}

/** Insertions of a second client at the start of a text, each of which Yjs compares with the whole text. */
export function insertionsBefore(characterCount: number, insertionCount: number): Uint8Array {
  const writer = createUpdateWriter().number(2);
  section(writer, 2, insertionCount);
  for (let index = 0; index < insertionCount; index++) {
    writer
      .byte(STRING | HAS_RIGHT_ORIGIN)
      .id(1, 1 + characterCount)
      .text('x');
  }
  characters(paragraph(section(writer, 1, characterCount + 2)), characterCount);
  return writer.number(0).toBytes();
}

/** Insertions of a second client after the first character, each before another one near the end of the text. */
export function insertionsAfterOne(characterCount: number, insertionCount: number): Uint8Array {
  const writer = createUpdateWriter().number(2);
  section(writer, 2, insertionCount);
  for (let index = 0; index < insertionCount; index++) {
    writer
      .byte(STRING | HAS_ORIGIN | HAS_RIGHT_ORIGIN)
      .id(1, 2)
      .id(1, 1 + characterCount - index)
      .text('x');
  }
  characters(paragraph(section(writer, 1, characterCount + 2)), characterCount);
  return writer.number(0).toBytes();
}

/** One long text of which every other character is deleted, the last ones first. */
export function punchedText(holes: number): Uint8Array {
  const writer = paragraph(section(createUpdateWriter().number(1), 1, 3));
  writer
    .byte(STRING)
    .number(0)
    .id(1, 1)
    .text('a'.repeat(holes * 2 + 2))
    .number(1)
    .number(1)
    .number(holes);
  for (let hole = holes; hole > 0; hole--) writer.number(2 + hole * 2).number(1);
  return writer.toBytes();
}

/** Says that it brings more structs than memory holds, and brings none. */
export const emptyClaim = (structs: number): Uint8Array =>
  section(createUpdateWriter().number(1), 1, structs).toBytes();

/** Garbage-collected structs, which take two bytes however long they say they are. */
export const hugeGap = (length: number): Uint8Array =>
  section(createUpdateWriter().number(1), 1, 1).byte(0).number(length).number(0).toBytes();

/** A text whose length claims to reach beyond the bytes. */
export const overlongText = (claimedBytes: number): Uint8Array =>
  paragraph(section(createUpdateWriter().number(1), 1, 3))
    .byte(STRING)
    .number(0)
    .id(1, 1)
    .number(claimedBytes)
    .toBytes();
