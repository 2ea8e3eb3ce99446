/** A subscription for each user who has a socket on this node, and for no other. */
import type { FanOut } from '../fan-out/fan-out.ts';

export interface UserChannels {
  /** To be called once for each socket. */
  join(userId: string): void;
  /** Once for each socket that joined; the subscription ends with the last. */
  leave(userId: string): void;
  publish(userId: string, message: Uint8Array): void;
}

interface Channel {
  sockets: number;
  /** Ends the subscription that is in force. */
  end: (() => Promise<void>) | undefined;
  /** One step after the other: a subscription that begins while one ends must not be lost. */
  steps: Promise<void>;
}

export function createUserChannels(options: {
  readonly fanOut: FanOut;
  /** What the user's channel is called on the server. */
  readonly nameOf: (userId: string) => string;
  readonly heard: (userId: string, message: Uint8Array) => void;
  /** What was published before this is not heard. */
  readonly inForce: (userId: string) => void;
}): UserChannels {
  const { fanOut, nameOf, heard, inForce } = options;
  const channelByUser = new Map<string, Channel>();

  return {
    join(userId) {
      const channel = channelByUser.get(userId) ?? { sockets: 0, end: undefined, steps: Promise.resolve() };
      channelByUser.set(userId, channel);
      channel.sockets += 1;
      if (channel.sockets === 1) next(userId, channel);
    },
    leave(userId) {
      const channel = channelByUser.get(userId);
      if (!channel) return;
      channel.sockets -= 1;
      if (channel.sockets === 0) next(userId, channel);
    },
    publish(userId, message) {
      void fanOut.publish(nameOf(userId), message);
    },
  };

  function next(userId: string, channel: Channel): void {
    channel.steps = channel.steps.then(async () => {
      if (channel.sockets > 0 && !channel.end) {
        channel.end = await fanOut.subscribe(nameOf(userId), (message) => heard(userId, message));
        if (channel.sockets > 0) inForce(userId);
      } else if (channel.sockets === 0) {
        const end = channel.end;
        channel.end = undefined;
        await end?.();
        if (channel.sockets === 0 && channelByUser.get(userId) === channel) channelByUser.delete(userId);
      }
    });
  }
}
