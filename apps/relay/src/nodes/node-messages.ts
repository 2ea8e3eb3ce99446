/** What the nodes tell each other of one user, as bytes. A node that cannot read a message lets it pass. */
import { createDecoder, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding';

export type NodeMessage =
  /** It is durable. Without its bytes, which are too many to carry, it is to be read from the log. */
  | {
      readonly type: 'stored';
      readonly document: string;
      readonly seq: number;
      readonly update: Uint8Array | undefined;
    }
  /** Clients of the sender came, changed or went; `asks` for those of the other nodes. */
  | {
      readonly type: 'presence';
      readonly document: string;
      readonly awareness: Uint8Array;
      readonly asks: boolean;
    }
  /** Tokens of the user were ended, or the user was deleted. */
  | { readonly type: 'access-ended' };

const STORED = 1;
const STORED_ELSEWHERE = 2;
const PRESENCE = 3;
const PRESENCE_ASKED = 4;
const ACCESS_ENDED = 5;

export function nodeMessageToBytes(message: NodeMessage): Uint8Array {
  const encoder = createEncoder();
  switch (message.type) {
    case 'stored':
      writeVarUint(encoder, message.update ? STORED : STORED_ELSEWHERE);
      writeVarString(encoder, message.document);
      writeVarUint(encoder, message.seq);
      if (message.update) writeVarUint8Array(encoder, message.update);
      break;
    case 'presence':
      writeVarUint(encoder, message.asks ? PRESENCE_ASKED : PRESENCE);
      writeVarString(encoder, message.document);
      writeVarUint8Array(encoder, message.awareness);
      break;
    case 'access-ended':
      writeVarUint(encoder, ACCESS_ENDED);
      break;
  }
  return toUint8Array(encoder);
}

/** Undefined for what is none, as a node of a later version may send. */
export function parseNodeMessage(bytes: Uint8Array): NodeMessage | undefined {
  try {
    const decoder = createDecoder(bytes);
    const type = readVarUint(decoder);
    switch (type) {
      case STORED:
      case STORED_ELSEWHERE:
        return {
          type: 'stored',
          document: readVarString(decoder),
          seq: readVarUint(decoder),
          update: type === STORED ? readVarUint8Array(decoder) : undefined,
        };
      case PRESENCE:
      case PRESENCE_ASKED:
        return {
          type: 'presence',
          document: readVarString(decoder),
          awareness: readVarUint8Array(decoder),
          asks: type === PRESENCE_ASKED,
        };
      case ACCESS_ENDED:
        return { type: 'access-ended' };
      default:
        return undefined;
    }
  } catch {
    return undefined;
  }
}
