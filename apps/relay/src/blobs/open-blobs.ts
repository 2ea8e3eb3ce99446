import { join } from 'node:path';
import type { RelayContext } from '../context.ts';
import { createBlobLedger } from './blob-ledger.ts';
import { type Blobs, createBlobs } from './blobs.ts';
import { createDiskStorage } from './disk-storage.ts';
import { createS3Storage } from './s3-storage.ts';

/** As configured: in S3, else in `blobs` of the data directory, which several nodes must then share. */
export function openBlobs({
  config,
  db,
  logger,
  nowMs,
  newId,
}: Pick<RelayContext, 'config' | 'db' | 'logger' | 'nowMs' | 'newId'>): Blobs {
  const folder = join(config.dataDir, 'blobs');
  return createBlobs({
    ledger: createBlobLedger(db, { quotaBytes: config.blobQuotaBytes, nowMs }),
    storage: config.s3 ? createS3Storage(config.s3) : createDiskStorage(folder),
    incomingDir: join(folder, 'incoming'),
    newId,
    logger,
  });
}
