import { expect, test } from 'vitest';
import { createGate } from './pdf-gate.ts';

test('lets as many in as it is wide, the others in their order', async () => {
  const gate = createGate(1);
  const entered: string[] = [];
  const leaveFirst = await gate.enter();
  const visit = async (name: string) => {
    const leave = await gate.enter();
    entered.push(name);
    leave();
  };
  const visits = ['second', 'third'].map(visit);
  expect(entered).toEqual([]);
  leaveFirst();
  await Promise.all(visits);
  expect(entered).toEqual(['second', 'third']);
});

test('who gives up waiting takes no place', async () => {
  const gate = createGate(1);
  const leave = await gate.enter();
  const abort = new AbortController();
  const waiting = gate.enter(abort.signal);
  const next = gate.enter();
  abort.abort(new Error('no more'));
  await expect(waiting).rejects.toThrow('no more');
  leave();
  expect(await next).toBeTypeOf('function');
});

test('an aborted signal does not get in', async () => {
  await expect(createGate(1).enter(AbortSignal.abort(new Error('too late')))).rejects.toThrow('too late');
});

test('nobody gets in between a way out and the one who waited', async () => {
  const gate = createGate(1);
  let inside = 1;
  let most = 1;
  const leaveFirst = await gate.enter();
  const visit = async () => {
    const leave = await gate.enter();
    inside += 1;
    most = Math.max(most, inside);
    await Promise.resolve();
    inside -= 1;
    leave();
  };
  const waiting = visit();
  inside -= 1;
  leaveFirst();
  await Promise.all([visit(), waiting, visit()]);
  expect(most).toBe(1);
});
