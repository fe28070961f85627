import zlib from 'node:zlib';
import { expect, test } from 'vitest';
import { containerOf } from './containers.ts';
import { contents, expectBounded } from './kit/testing.ts';
import { pdf } from './pdf.ts';

let number = 0;
const object = (dictionary: string, data: Buffer | string): Buffer =>
  Buffer.concat([
    Buffer.from(`${++number} 0 obj\n<< ${dictionary} >>\nstream\n`),
    Buffer.from(data),
    Buffer.from('\nendstream\nendobj\n'),
  ]);
function pdfOf(...objects: Buffer[]): Buffer {
  number = 0;
  return Buffer.concat([
    Buffer.from('%PDF-1.7\n%\xe2\xe3\n', 'latin1'),
    ...objects,
    Buffer.from('trailer\n<< /Size 3 >>\nstartxref\n0\n%%EOF\n'),
  ]);
}
const base85 = (bytes: Buffer): string => {
  let text = '';
  for (let at = 0; at < bytes.length; at += 4) {
    const rest = Math.min(4, bytes.length - at);
    let value = Buffer.concat([bytes.subarray(at, at + rest), Buffer.alloc(4 - rest)]).readUInt32BE();
    let five = '';
    for (let i = 0; i < 5; i++, value = Math.floor(value / 85))
      five = String.fromCharCode((value % 85) + 33) + five;
    text += five === '!!!!!' ? 'z' : five.slice(0, rest + 1);
  }
  return `${text}~>`;
};

const page =
  'BT /F1 12 Tf 72 720 Td [(pass) -20 (word) -350 (is)] TJ 0 -14 Td (se\\143ret\\)\\n\\\\) Tj <746f 6b65> Tj <006E00> Tj T* (next) Tj ET';
const shown = 'password is\nsecret)\n\\token\nnext';

test('streams, their filters, and what they show', () => {
  const packed = zlib.deflateSync(page);
  const bytes = pdfOf(
    object(`/Length ${packed.length} /Filter /FlateDecode`, packed),
    object('/Filter [/ASCII85Decode /FlateDecode]', base85(packed)),
    object('/Filter [ /AHx /Fl ]', `${packed.toString('hex')}>`),
    object('/Filter /ASCIIHexDecode', `${Buffer.from('plain words').toString('hex')}>`),
    object(`/Length ${page.length}`, page),
    object('/Filter /DCTDecode', 'pixels'),
    object('/Filter /LZWDecode', 'old'),
    object('/Type /ObjStm /Filter /FlateDecode', zlib.deflateSync('1 0 << /Title (an object stream) >>')),
  );
  expect(containerOf(bytes.subarray(0, 512))).toBe(pdf);
  expect(contents(pdf, bytes)).toEqual([
    { name: 'object-1', text: page },
    { name: 'object-1', text: shown, encoding: ['pdf-text'] },
    { name: 'object-2', text: page },
    { name: 'object-2', text: shown, encoding: ['pdf-text'] },
    { name: 'object-3', text: page },
    { name: 'object-3', text: shown, encoding: ['pdf-text'] },
    { name: 'object-4', text: 'plain words' },
    { name: 'object-5', text: shown, encoding: ['pdf-text'] },
    { name: 'object-7', cause: 'format', reason: 'it is packed with LZWDecode, which nothing here opens' },
    { name: 'object-8', text: '1 0 << /Title (an object stream) >>' },
  ]);
});

test('what is encrypted, and what is damaged', () => {
  const packed = zlib.deflateSync(page);
  const one = object('/Filter /FlateDecode', packed);
  const locked = Buffer.concat([pdfOf(one), Buffer.from('trailer << /Encrypt 5 0 R >>')]);
  expect(contents(pdf, locked)).toEqual([{ name: undefined, cause: 'format', reason: 'it is encrypted' }]);
  const bytes = pdfOf(one);
  const cut = contents(pdf, bytes.subarray(0, bytes.indexOf('endstream') - 30));
  expect(cut.some(({ cause }) => cause === 'damaged')).toBe(true);
  expect(page.startsWith(cut[0]!.text!)).toBe(true);
});

test('any bytes', () => {
  const packed = zlib.deflateSync(page);
  expectBounded(
    pdf,
    pdfOf(
      object('/Filter /FlateDecode', packed),
      object('/Filter [/A85 /Fl]', base85(packed)),
      object('', page),
    ),
    100,
  );
});

test('streams that never end cost no more than their bytes', () => {
  const bytes = Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(8 << 20, '<<>>stream\n')]);
  const started = process.cpuUsage();
  expect(contents(pdf, bytes).at(-1)).toMatchObject({ cause: 'budget' });
  const { user, system } = process.cpuUsage(started);
  expect(user + system).toBeLessThan(10e6);
});
