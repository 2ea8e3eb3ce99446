/** Keys by their signature: the major and the minor one that share it. */
import type { TFunction } from 'i18next';

const majors = ['C♭', 'G♭', 'D♭', 'A♭', 'E♭', 'B♭', 'F', 'C', 'G', 'D', 'A', 'E', 'B', 'F♯', 'C♯'] as const;
const minors = ['a♭', 'e♭', 'b♭', 'f', 'c', 'g', 'd', 'a', 'e', 'b', 'f♯', 'c♯', 'g♯', 'd♯', 'a♯'] as const;

/** From seven flats to seven sharps. */
export const keySignatures: readonly number[] = majors.map((_, index) => index - 7);

/** "E♭ major / C minor", in German "Es-Dur / c-Moll"; empty for a signature that there is not. */
export function keyName(fifths: number, t: TFunction<'scores'>): string {
  const major = majors[fifths + 7];
  const minor = minors[fifths + 7];
  if (!major || !minor) return '';
  return `${t(`key.major.${major}`)} / ${t(`key.minor.${minor}`)}`;
}

/** As it is typed where there is no ♭ and no ♯ on the keyboard: "eb major / c minor". */
export function typedKeyName(name: string): string {
  return name.toLocaleLowerCase().replaceAll('♭', 'b').replaceAll('♯', '#').replaceAll('-', ' ');
}
