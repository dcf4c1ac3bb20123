import { describe, expect, it } from 'vitest';

import { decodeText } from './decode-text.ts';

const bytes = (text: string, encoding: BufferEncoding): Uint8Array => Buffer.from(text, encoding);

describe('decodeText', () => {
  it('reads UTF-8 with and without byte order mark, and line ends of every system', () => {
    expect(decodeText(bytes('\uFEFFaé\r\nb\rc', 'utf8'))).toEqual({
      text: 'aé\nb\nc',
      assumedEncoding: null,
    });
  });

  it('reads UTF-16 by its byte order mark', () => {
    expect(decodeText(bytes('\uFEFFaé', 'utf16le'))).toEqual({ text: 'aé', assumedEncoding: null });
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
      assumedEncoding: 'Windows-1252',
    });
    expect(
      decodeText(bytes('<?xml version="1.0" encoding="UTF-8"?><a>\xE9</a>', 'latin1'))?.assumedEncoding,
    ).toBe('Windows-1252');
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
