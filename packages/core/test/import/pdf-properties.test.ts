import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openTestCore, temporaryFolder } from '../temporary.ts';
import { importPaths } from './import-paths.ts';
import { pdfOfObjects, streamOf } from './pdf-parts.ts';

const page = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>';
const pages = '<< /Type /Pages /Kids [3 0 R] /Count 1 >>';

it('7.42 tags, key and difficulty that a score app wrote into the properties are taken over', async () => {
  const score = await imported(
    pdfOfObjects(
      [
        '<< /Type /Catalog /Pages 2 0 R >>',
        pages,
        page,
        '<< /Title (Arietta) /Author (Edvard Grieg) /Subject (Lyric piece) /Keywords (recital,difficulty:2,keysf:-3) >>',
      ],
      '/Info 4 0 R ',
    ),
  );
  expect(score).toMatchObject({
    title: 'Arietta',
    composer: 'Edvard Grieg',
    tags: ['Lyric piece', 'recital'],
    difficulty: 'intermediate',
    keyFifths: -3,
    evidence: { keyFifths: { source: 'pdf-metadata' } },
  });
});

it('7.42 XMP says what the document information leaves out', async () => {
  const li = (text: string) => `<rdf:li xml:lang="x-default">${text}</rdf:li>`;
  const xmp = `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:title><rdf:Alt>${li('Arietta')}</rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>Edvard Grieg</rdf:li></rdf:Seq></dc:creator>
<pdf:Keywords>encore, left hand</pdf:Keywords>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;
  const score = await imported(
    pdfOfObjects([
      '<< /Type /Catalog /Pages 2 0 R /Metadata 4 0 R >>',
      pages,
      page,
      streamOf('/Type /Metadata /Subtype /XML', xmp),
    ]),
  );
  expect(score).toMatchObject({ title: 'Arietta', composer: 'Edvard Grieg', tags: ['encore', 'left hand'] });
});

async function imported(pdf: Buffer) {
  const { client } = await openTestCore();
  const path = join(await temporaryFolder(), 'scan0001.pdf');
  await writeFile(path, pdf);
  const [job] = await importPaths(client, [path]);
  const response = await client.api.scores[':id'].$get({ param: { id: job?.scoreId ?? '' } });
  return (await response.json()).score;
}
