import { fsyncSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/** PGlite's own parameters, but with fsync on. */
export const syncedStartParams: readonly string[] = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  '-c',
  'wal_sync_method=fsync',
];

interface StreamWithDescriptor {
  readonly nfd?: number;
}

/**
 * PGlite's Node file system with an fsync that reaches the disk. The one it ships answers fsync without
 * calling the operating system, so that a power cut left databases that did not open again.
 */
export class SyncedNodeFS extends NodeFS {
  override async init(pg: PGlite, options: Parameters<NodeFS['init']>[1]): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(pg, options);
    const addFsync = (module: { NODEFS?: { stream_ops: Record<string, unknown> } }): void => {
      const operations = module.NODEFS?.stream_ops;
      if (!operations) throw new Error('PGlite has no Node file system to sync');
      operations.fsync = (stream: StreamWithDescriptor): number => {
        if (stream.nfd !== undefined) fsyncSync(stream.nfd);
        return 0;
      };
    };
    const preRun = [...((emscriptenOpts.preRun as unknown[]) ?? []), addFsync];
    return { emscriptenOpts: { ...emscriptenOpts, preRun } as typeof emscriptenOpts };
  }
}
