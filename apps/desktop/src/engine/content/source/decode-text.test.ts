import { describe, expect, it } from 'vitest';

import { decodeText } from './decode-text.ts';

const bytes = (text: string, encoding: BufferEncoding): Uint8Array => Buffer.from(text, encoding);

describe('decodeText', () => {
  it('reads UTF-8 with and without byte order mark, and line ends of every system', () => {
    expect(decodeText(bytes('\uFEFFaé\r\nb\rc', 'utf8'))).toEqual({
      text: 'aé\nb\nc',
      doubt: null,
    });
  });

  it('reads UTF-16 by its byte order mark', () => {
    expect(decodeText(bytes('\uFEFFaé', 'utf16le'))).toEqual({ text: 'aé', doubt: null });
  });

  it('believes the declaration of XML and of HTML', () => {
    expect(
      decodeText(bytes('<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>', 'latin1'))?.text,
    ).toContain('é');
    expect(decodeText(bytes('<html><meta charset=windows-1251><p>\xCF', 'latin1'))?.text).toContain('П');
  });

  it('falls back to Windows-1252 and says so', () => {
    expect(decodeText(bytes('caf\xE9 \x93x\x94', 'latin1'))).toEqual({
      text: 'café “x”',
      doubt: 'The file is not in the encoding it claims; it was read as Windows-1252.',
    });
    expect(decodeText(bytes('<?xml version="1.0" encoding="UTF-8"?><a>\xE9</a>', 'latin1'))?.doubt).toContain(
      'Windows-1252',
    );
  });

  it('takes letters that are UTF-8 for UTF-8, whatever is declared', () => {
    for (const declaration of ['<meta charset="iso-8859-1">', '<?xml version="1.0" encoding="ISO-8859-1"?>'])
      expect(decodeText(bytes(`${declaration}<p>Größe</p>`, 'utf8'))).toEqual({
        text: `${declaration}<p>Größe</p>`,
        doubt: null,
      });
  });

  it('looks for no declaration in a text that only tells of one', () => {
    const written = bytes('Write <meta charset=windows-1251> – caf\xE9', 'latin1');
    expect(decodeText(written, { isMarkup: false })?.text).toContain('café');
  });

  it('leaves damaged letters out of a text that is UTF-8, and says so', () => {
    const damaged = Buffer.concat([bytes('Größe, Höhe, Gewicht', 'utf8'), Buffer.from([0xe4])]);
    expect(decodeText(damaged)?.text).toBe('Größe, Höhe, Gewicht\uFFFD');
    expect(decodeText(damaged)?.doubt).toContain('damaged');
    const declared = Buffer.concat([bytes('<meta charset=windows-1252>', 'utf8'), damaged]);
    expect(decodeText(declared)?.text).toContain('Größe');
  });

  it('ignores encodings that do not exist or cannot be true', () => {
    expect(decodeText(bytes('<?xml version="1.0" encoding="klingon"?><a>é</a>', 'utf8'))?.text).toContain(
      'é',
    );
    expect(decodeText(bytes('<?xml version="1.0" encoding="UTF-16"?><a>é</a>', 'utf8'))?.text).toContain('é');
  });

  it('takes bytes with NUL for no text', () => {
    expect(decodeText(Buffer.from([0x50, 0x4b, 3, 4, 0, 0]))).toBeNull();
  });
});
