import { expect, it } from 'vitest';
import type { NextThing } from './next-thing.ts';
import { drawTogether } from './today.ts';

const reason = (code: string) => ({ code, values: {} });

it('draws the reasons of several sources for one thing together', () => {
  const things: NextThing[] = [
    { kind: 'goal', title: 'Étude', pieceId: 'e', minutes: 20, reason: [reason('deadline')] },
    { kind: 'due', title: 'Étude', pieceId: 'e', passage: 'mm. 1-8', reason: [reason('due')] },
    { kind: 'plan', title: 'Scales', reason: [reason('plan')] },
    { kind: 'suggestion', title: 'Étude', pieceId: 'e', reason: [reason('status'), reason('deadline')] },
    { kind: 'due', title: 'Étude', pieceId: 'e', passage: '1–8', reason: [reason('due')] },
  ];
  expect(drawTogether(things)).toEqual([
    { ...things[0], reason: [reason('deadline'), reason('status')] },
    things[1],
    things[2],
  ]);
  expect(drawTogether([])).toEqual([]);
});

it('says nothing beside a review that the review says better', () => {
  const due: NextThing = { kind: 'due', title: 'Étude', pieceId: 'e', reason: [reason('due')] };
  const suggested = ['status', 'never-practised', 'easier'].map(reason);
  const [thing] = drawTogether([due, { ...due, kind: 'suggestion', reason: suggested }]);
  expect(thing?.reason.map(({ code }) => code)).toEqual(['due', 'status']);
});
