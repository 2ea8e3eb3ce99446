/** What is printed after a person's name and is no part of it: when they lived, and how they are reached. */

/** A year may be known in part: "15??", "179?". */
const YEAR = String.raw`(?:1\d|20)[\d?]{2}`;

/** "born", "died", "lived": in brackets anything may follow before the year, a place or a day. */
const LIFE_WORDS = [
  'born|died|lived|flourished|active|fl',
  'geb|geboren|gest|gestorben|wirkte',
  'née?|morte?|actif|vers',
  'nat[oa]|mort[oa]|attiv[oa]',
  'nac|nacid[oa]|fallecid[oa]|nascid[oa]|nasc|falecid[oa]',
  'född|født|fødd|död|død|syntynyt|született|szül',
  'narozen[aý]?|nar|roč|urodzon[ya]|ur|zm|род|родил(?:ся|ась)|нар',
].join('|');

/** What is too short or too common to stand for a life, save before a year. */
const BEFORE_YEAR = `${LIFE_WORDS}|ca?|circa|um|nach|vor|after|before|about|[bdnfsmрu]`;

/** "(1797–1828)", "(b. 1950)", "(née à Lyon en 1892)", "(1964年生)", closed or not. */
const BRACKETED = String.raw`[(（[] *(?:[*†✝∗?]|(?:${LIFE_WORDS})(?!\p{L})|(?:(?:${BEFORE_YEAR})(?!\p{L})\.? *)*(?=${YEAR})|\d{1,2}[./] ?\d{1,2}[./] ?(?=${YEAR})|生于|生於)[^()（）[\]]*?${YEAR}[^()（）[\]]*(?:[)）\]]|$)`;

const MARKED = String.raw`(?:(?:[*†✝∗]|(?<!\p{L})(?:ca?|circa|b|d|fl|n|geb|born|nat[oa]|née?)(?!\p{L}))\.? *)*`;

/** Without brackets: ", circa 1743", "1797–1828". */
const BARE = String.raw`${MARKED}${YEAR}\??(?: *[-–—/]+ *${MARKED}(?:(?:1\d|20)?[\d?]{2}\??)?)?\)?`;

/** "?--1793" */
const DEATH_ALONE = String.raw`\(?\? *[-–—]+ *(?:1\d|20)\d\d\)?`;

const livingDates = new RegExp(`[,;]? *(?:${BRACKETED}|${BARE}|${DEATH_ALONE})`, 'giu');

const MAIL = String.raw`(?:(?:e-?)?mail[ .:]*)?[^\s<>()@]{1,64}@[^\s<>()@]{1,255}\.\p{L}+`;
const WEB = String.raw`(?:https?:\/\/|www\.)\S+`;
const TELEPHONE = String.raw`(?<!\p{L})(?:tel(?:efono|éfono|efon|ephone|éphone)?|phone|fax|mobile?|cell)[ .:]*(?=[\d+(])[\d+()\/. -]{6,}`;

const contact = new RegExp(String.raw`[\s,;|•·–—-]{0,8}[<(]?(?:${MAIL}|${WEB}|${TELEPHONE})[>)]?`, 'giu');

export function hasLivingDates(text: string): boolean {
  return text.search(livingDates) >= 0;
}

export function withoutLivingDates(text: string): string {
  return text.replace(livingDates, '');
}

export function withoutContact(text: string): string {
  return text.replace(contact, '');
}

export function isContactAlone(text: string): boolean {
  return !/[\p{L}\d]/u.test(withoutContact(text));
}
