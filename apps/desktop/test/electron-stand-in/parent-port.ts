/** Loaded before a utility process's own module: gives it `process.parentPort`. */
import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { type Envelope, MainPort } from './ports.ts';

const portById = new Map<number, MessagePort>();

class ParentPort extends EventEmitter {
  postMessage(message: unknown): void {
    send({ to: 'process', message, portIds: [] });
  }
}

const parentPort = new ParentPort();
Object.defineProperty(process, 'parentPort', { value: parentPort });

// Messages wait for the module's listener, as in Electron.
const listening = new Promise<void>((resolve) => {
  parentPort.on('newListener', (event) => event === 'message' && setImmediate(resolve));
});

process.on('message', async (envelope: Envelope) => {
  if (envelope.to !== 'process') {
    portById.get(envelope.to)?.postMessage(envelope.message);
    return;
  }
  const ports = envelope.portIds.map((id) => {
    const { port1, port2 } = new MessageChannel();
    portById.set(id, port2);
    port2.on('message', (message) => send({ to: id, message }));
    return new MainPort(port1);
  });
  await listening;
  parentPort.emit('message', { data: envelope.message, ports });
});
process.on('disconnect', () => process.exit());

function send(envelope: Envelope): void {
  if (process.connected) process.send?.(envelope);
}
