import type { Nodes } from './nodes.ts';

const nothing = () => undefined;

/** Where there are no others, nothing is told and nothing looked for. */
export const oneNode: Nodes = {
  opened: nothing,
  closed: nothing,
  roomOpened: nothing,
  stored: nothing,
  presenceChanged: nothing,
  accessEnded: nothing,
  close: async () => undefined,
};
