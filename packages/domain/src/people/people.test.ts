import { expect, it } from 'vitest';
import { createPeople, parsePeople, withOwnComposers } from './people.ts';

const table = `name	sort	born	died	roles	wikidata	variants
Johann Sebastian Bach	Bach, Johann Sebastian	1685	1750	composer	Q1339	Joh. Seb. Bach
Johann Christian Bach	Bach, Johann Christian	1735	1782	composer		The London Bach
Carl Philipp Emanuel Bach	Bach, Carl Philipp Emanuel	1714	1788	composer		C. P. E. Bach
Ludwig van Beethoven	Beethoven, Ludwig van	1770	1827	composer	Q255	Бетховен
Antonín Dvořák	Dvořák, Antonín	1841	1904	composer	Q7298	Dvorak
Robert Schumann	Schumann, Robert	1810	1856	composer	Q7351	
Clara Schumann	Schumann, Clara	1819	1896	composer	Q11881	Clara Wieck
Josef Suk	Suk, Josef	1874	1935	composer		
Josef Suk (violinist)	Suk, Josef (violinist)	1929	2011	editor		
Heinrich Heine	Heine, Heinrich	1797	1856	lyricist	Q44403	H. Heine
Mateo Carcassi	Carcassi, Mateo	1796	1853	composer		Matteo Carcassi
`;
const people = createPeople(parsePeople(table));
const found = (name: string) => people.find(name)?.person.name;

it.each([
  ['J. S. BACH', 'Johann Sebastian Bach'],
  ['J.S.Bach', 'Johann Sebastian Bach'],
  ['Bach, Johann Sebastian', 'Johann Sebastian Bach'],
  ['Joh. Seb. Bach', 'Johann Sebastian Bach'],
  ['J. C. Bach', 'Johann Christian Bach'],
  ['C. P. E. Bach', 'Carl Philipp Emanuel Bach'],
  ['Bach', 'Johann Sebastian Bach'],
  ['L. v. Beethoven', 'Ludwig van Beethoven'],
  ['Ludwig van Beethoven', 'Ludwig van Beethoven'],
  ['Beethoven', 'Ludwig van Beethoven'],
  ['Бетховен', 'Ludwig van Beethoven'],
  ['Antonin Dvorak', 'Antonín Dvořák'],
  ['DVOŘÁK', 'Antonín Dvořák'],
  ['Clara Wieck', 'Clara Schumann'],
  ['R. Schumann', 'Robert Schumann'],
  ['Josef Suk', 'Josef Suk'],
  ['M. CARCASSI', 'Mateo Carcassi'],
  ['Matteo Carcassi', 'Mateo Carcassi'],
])('%s is %s', (name, person) => expect(found(name)).toBe(person));

it('nobody is meant where two could be, or none is known', () => {
  expect(found('Schumann')).toBeUndefined();
  expect(found('Franz Nobody')).toBeUndefined();
  expect(found('Johann')).toBeUndefined();
  expect(found('')).toBeUndefined();
});

it('says by what a person was known', () => {
  expect(people.find('Johann Sebastian Bach')?.kind).toBe('name');
  expect(people.find('J. S. Bach')?.kind).toBe('initials');
  expect(people.find('Heine')?.kind).toBe('family');
  expect(people.find('Josef Suk')?.person.born).toBe(1874);
});

it('knows whom a musician has named, who take no name from the better known', () => {
  const own = withOwnComposers(people, ['Hedwig Lindenau', 'Anna Bach', 'Lund, Otto']);
  const named = (name: string) => own.find(name)?.person.name;
  expect(named('H. Lindenau')).toBe('Hedwig Lindenau');
  expect(named('LINDENAU')).toBe('Hedwig Lindenau');
  expect(named('Otto Lund')).toBe('Lund, Otto');
  expect(named('Anna Bach')).toBe('Anna Bach');
  expect(named('Bach')).toBe('Johann Sebastian Bach');
  expect(named('J. S. Bach')).toBe('Johann Sebastian Bach');
});
