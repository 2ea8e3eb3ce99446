/** Files of notation, which make no score and say more of the PDF that has their name. */

export function isNotationFile(fileName: string): boolean {
  return ENDING.test(fileName);
}

/** "Etude" of "Etude.musicxml". */
export function withoutNotationEnding(fileName: string): string {
  return fileName.replace(ENDING, '');
}

const ENDING = /\.(?:musicxml|mxl|xml)$/i;
