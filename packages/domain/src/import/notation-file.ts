/** Files of notation, which make no score and say more of the PDF that has their name. */

/** What says most comes first. */
export const notationEndings = ['musicxml', 'mxl', 'xml', 'abc', 'mid', 'midi'] as const;

export function isNotationFile(fileName: string): boolean {
  return ENDING.test(fileName);
}

/** "Etude" of "Etude.musicxml". */
export function withoutNotationEnding(fileName: string): string {
  return fileName.replace(ENDING, '');
}

const ENDING = new RegExp(`\\.(?:${notationEndings.join('|')})$`, 'i');
