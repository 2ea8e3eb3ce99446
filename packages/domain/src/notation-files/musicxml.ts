/**
 * Reads what a MusicXML file says about its score: titles, people, parts, and how the first part begins. Elements as
 * in MusicXML 4.0 (w3.org/2021/06/musicxml40), partwise or timewise.
 */
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { People } from '../people/people.ts';
import { fail, ok, type Result } from '../problem.ts';
import { catalogueText, findCatalogueNumber } from '../scores/catalogue.ts';
import type { ScoreReadings } from '../scores/reading.ts';
import { notationGuess, noted, notedComposer, notedInstruments, notedYear, said } from './noted.ts';
import { tempoOf } from './tempo.ts';
import { all, first, textOf, type XmlNode } from './xml-node.ts';

/** What a person has typed into a notation program is seldom wrong. */
const CONFIDENCE = { title: 0.92, person: 0.9, opus: 0.92, parts: 0.9, notes: 0.97 };

/** What is in front of the second measure fits in easily; a file that goes on without a measure is none of music. */
const MAX_HEAD_CHARACTERS = 4 * 1024 * 1024;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  htmlEntities: true,
  // An element may be there once or many times.
  isArray: (_name, _path, _isLeaf, isAttribute) => !isAttribute,
});

/**
 * Parses the part of the file up to the end of the first measure. Problem `notation-damaged`: it is no XML there, or
 * none of MusicXML, or declares entities, which MusicXML has no use for.
 */
export function parseMusicXml(xml: string, people: People): Result<ScoreReadings> {
  const head = headOf(xml);
  if (head === undefined || /<!ENTITY/i.test(head)) return damaged();
  let root: XmlNode;
  try {
    const whole = closed(head);
    if (XMLValidator.validate(whole) !== true) return damaged();
    root = parser.parse(whole) as XmlNode;
  } catch (cause) {
    return damaged(cause);
  }
  const score = first(root, 'score-partwise') ?? first(root, 'score-timewise');
  return score ? ok(readingsOf(score, people)) : damaged();
}

function damaged(cause?: unknown): Result<never> {
  return fail('notation-damaged', 'The file is no MusicXML, or it is damaged.', { cause });
}

/** Undefined for a text in which no measure ends within the limit, though it goes on. */
function headOf(xml: string): string | undefined {
  const end = '</measure>';
  const at = xml.slice(0, MAX_HEAD_CHARACTERS).indexOf(end);
  if (at >= 0) return xml.slice(0, at + end.length);
  return xml.length <= MAX_HEAD_CHARACTERS ? xml : undefined;
}

/** Ends what the cut after the first measure has left open. */
function closed(head: string): string {
  if (!head.endsWith('</measure>')) return head;
  return /<score-timewise[\s>]/.test(head) ? `${head}</score-timewise>` : `${head}</part></score-partwise>`;
}

function readingsOf(score: XmlNode, people: People): ScoreReadings {
  const titles = titlesOf(score);
  const composer = notedComposer(creatorOf(score, ['composer']) ?? creditOf(score, 'composer'), people);
  const opus = opusOf(score, titles);
  return {
    ...noted('title', titles.title, CONFIDENCE.title),
    ...noted('subtitle', creditOf(score, 'subtitle'), CONFIDENCE.title),
    ...noted('movement', titles.movement, CONFIDENCE.title),
    ...composer,
    ...noted('lyricist', personOf(score, ['lyricist', 'poet'], people), CONFIDENCE.person),
    ...noted('arranger', personOf(score, ['arranger'], people), CONFIDENCE.person),
    ...noted('opus', opus, CONFIDENCE.opus),
    ...notedInstruments(partNamesOf(score), CONFIDENCE.parts),
    ...beginningOf(score),
    ...notedYear(all(first(score, 'identification'), 'rights').map((node) => textOf(node))),
  };
}

/** Many programs know the title of a movement alone, and write every title there. */
function titlesOf(score: XmlNode): { title: string | undefined; movement: string | undefined } {
  const work = said(textOf(first(first(score, 'work'), 'work-title')));
  const movement = said(textOf(first(score, 'movement-title')));
  const title = work ?? movement ?? creditOf(score, 'title');
  return { title, movement: work !== undefined && movement !== work ? movement : undefined };
}

function personOf(score: XmlNode, types: readonly string[], people: People): string | undefined {
  const written = creatorOf(score, types) ?? types.map((type) => creditOf(score, type)).find(Boolean);
  const name = written?.replace(/^(?:arr(?:anged|\.)?|words|lyrics|text|worte)(?: (?:by|von))?[:. ]+/i, '');
  return name && (people.find(name)?.person.name ?? name);
}

function creatorOf(score: XmlNode, types: readonly string[]): string | undefined {
  const creators = all(first(score, 'identification'), 'creator');
  const named = creators.filter((creator) => types.includes(String(creator['@type'] ?? '').toLowerCase()));
  const names = named.map((creator) => said(textOf(creator))).filter((name) => name !== undefined);
  return names.length > 0 ? [...new Set(names)].join(', ') : undefined;
}

/** Words on the page whose kind is told. */
function creditOf(score: XmlNode, type: string): string | undefined {
  const credit = all(score, 'credit').find((one) => textOf(first(one, 'credit-type')) === type);
  return said(
    all(credit, 'credit-words')
      .map((words) => textOf(words))
      .join(' '),
  );
}

function opusOf(score: XmlNode, { title }: { title: string | undefined }): string | undefined {
  const number = textOf(first(first(score, 'work'), 'work-number'));
  const found = findCatalogueNumber(number) ?? findCatalogueNumber(title ?? '');
  return found && catalogueText(found);
}

function partNamesOf(score: XmlNode): string[] {
  return all(first(score, 'part-list'), 'score-part').map((part) => textOf(first(part, 'part-name')));
}

/** Key, time and tempo with which the first part begins, as written for its player. */
function beginningOf(score: XmlNode): Pick<ScoreReadings, 'keyFifths' | 'timeSignature' | 'tempo'> {
  const part = first(score, 'part');
  const measure = part ? first(part, 'measure') : first(first(score, 'measure'), 'part');
  const attributes = first(measure, 'attributes');
  const fifths = textOf(first(first(attributes, 'key'), 'fifths'));
  const time = first(attributes, 'time');
  const signature = `${textOf(first(time, 'beats')).replace(/\s+/g, '')}/${textOf(first(time, 'beat-type'))}`;
  return {
    ...(/^-?[0-7]$/.test(fifths) && { keyFifths: notationGuess(Number(fifths), CONFIDENCE.notes) }),
    ...noted(
      'timeSignature',
      /^\d{1,2}(?:\+\d{1,2})*\/\d{1,2}$/.test(signature) ? signature : undefined,
      CONFIDENCE.notes,
    ),
    ...noted('tempo', measure && tempoOf(measure), CONFIDENCE.notes),
  };
}
