import { expect, it } from 'vitest';
import { readTable } from './read-table.ts';

const text = 'Title;Composer\r\n"Für ""Elise""; leise";Dvořák\r\n\r\nAir;"zwei\nZeilen"\r\n';
const rows = [
  ['Für "Elise"; leise', 'Dvořák'],
  ['Air', 'zwei\nZeilen'],
];

function utf16(content: string): Buffer {
  return Buffer.from(content, 'utf16le');
}

it.each([
  ['UTF-8', Buffer.from(text)],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`)],
  ['UTF-16 with a mark', utf16(`\uFEFF${text}`)],
  ['UTF-16 without a mark', utf16(text)],
  ['UTF-16 of the other order', utf16(`\uFEFF${text}`).swap16()],
])('13.6 reads %s', (_name, bytes) => {
  const read = readTable(bytes);
  expect(read).toMatchObject({ ok: true, value: { header: ['Title', 'Composer'], delimiter: ';' } });
  expect(read.ok && read.value.rows.map(({ cells }) => cells)).toEqual(rows);
});

it('13.6 reads Windows-1252', () => {
  // A curly apostrophe there is 0x92, which is no letter of ISO 8859-1.
  const bytes = Buffer.concat([
    Buffer.from('Title\r\nL'),
    Buffer.from([0x92]),
    Buffer.from('\xE9t\xE9\r\n', 'latin1'),
  ]);
  expect(readTable(bytes)).toMatchObject({ value: { rows: [{ cells: ['L’été'], line: 2 }] } });
});

it.each([
  ['commas', 'Title,Composer\nAir,"a; b"'],
  ['tabs', 'Title\tComposer\nAir\ta; b'],
  ['what Excel says', 'sep=|\r\nTitle|Composer\r\nAir|a; b'],
])('13.6 reads cells separated by %s', (_name, content) => {
  expect(readTable(Buffer.from(content))).toMatchObject({ value: { rows: [{ cells: ['Air', 'a; b'] }] } });
});

it.each([
  ['nothing', '', 'file-empty'],
  ['a first line without names', 'Air,Bach\nWaltz,Chopin', 'table-without-header'],
  ['a quotation mark that is not closed', 'Title,Composer\n"Air,Bach\nWaltz,Chopin', 'table-malformed'],
  ['a quotation mark within a cell', 'Title,Composer\n"Air" and more,Bach', 'table-malformed'],
  ['a spreadsheet’s own file', 'PK\u0003\u0004 and so on', 'table-malformed'],
  ['no text', 'Title\u0000\u0001\u0002Composer', 'table-malformed'],
])('13.6 tells %s', (_name, content, code) => {
  expect(readTable(Buffer.from(content))).toMatchObject({ ok: false, problem: { code } });
});

it.each([
  ['stands wrong', 'Title\nAir\nWaltz\n"Fugue" x\nSong\n'],
  ['is never closed', 'Title\nAir\nWaltz\n"Fugue\nSong\n'],
])('13.6 names the row where a quotation mark %s', (_name, content) => {
  const read = readTable(Buffer.from(content));
  expect(read).toMatchObject({ problem: { detail: expect.stringContaining('row 4'), fields: { row: '4' } } });
});
