/** What the devices say about themselves in the journal, and what that means for this one. */
import { hostname } from 'node:os';
import { DEVICES, type JournalDocument } from '@mirubato/domain/journal';
import { ok, type Result } from '@mirubato/domain/problem';
import {
  type DeviceRecord,
  deviceSchema,
  type OtherDevice,
  type OwnDevice,
  type PdfChoice,
  type Presence,
} from '@mirubato/domain/sync';
import { instantNow } from '../clock.ts';
import type { CoreContext } from '../context.ts';
import { jsonFields } from '../store/record-edits.ts';

export type Seen = Readonly<Record<string, number>>;

export interface Devices {
  own(): Promise<Result<{ own: OwnDevice; record: DeviceRecord | undefined }>>;
  /** As `own`, without opening the journal. */
  unread(): OwnDevice;
  others(present: readonly Presence['device'][]): Promise<Result<OtherDevice[]>>;
  change(patch: { name?: string | undefined; pdfs?: PdfChoice | undefined }): Promise<Result<void>>;
  /** Writes down that this device has all that `seen` names. */
  confirm(seen: Seen): Promise<Result<void>>;
  /** Takes a device off the list until it is seen again. */
  forget(id: string): Promise<Result<void>>;
}

export function createDevices(context: CoreContext): Devices {
  const { journal, replica } = context;
  const defaults = { name: hostname().slice(0, 100) || 'Mirubato', platform: process.platform };

  return {
    async own() {
      const looked = await journal.look((document) => parsed(document.read(DEVICES, replica)));
      if (!looked.ok) return looked;
      const record = looked.value;
      const { name, platform, pdfs } = { ...defaults, pdfs: 'opened' as const, ...nonEmpty(record) };
      return ok({ own: { id: replica, name, platform, pdfs }, record });
    },
    unread: () => ({ id: replica, ...defaults, pdfs: 'opened' }),
    others: (present) => journal.look((document) => otherDevices(document, present)),
    change: (patch) => write(patch),
    confirm: (seen) =>
      write({ seen, confirmedAt: instantNow(context), lastSeenAt: instantNow(context), deletedAt: null }),
    forget: (id) =>
      journal.edit((view) =>
        ok({
          edits: view.read(DEVICES, id)
            ? [{ collection: DEVICES, id, fields: { deletedAt: instantNow(context) } }]
            : [],
          value: undefined,
        }),
      ),
  };

  function write(fields: Record<string, unknown>): Promise<Result<void>> {
    return journal.edit((view) => {
      const present = parsed(view.read(DEVICES, replica));
      const complete = { ...defaults, ...nonEmpty(present), ...fields };
      return ok({
        edits: [{ collection: DEVICES, id: replica, fields: jsonFields(complete) }],
        value: undefined,
      });
    });
  }

  function otherDevices(document: JournalDocument, present: readonly Presence['device'][]): OtherDevice[] {
    const { progress } = document;
    const presentById = new Map(present.map((device) => [device.id, device]));
    const ids = new Set([...document.ids(DEVICES), ...presentById.keys()]);
    ids.delete(replica);
    const devices = [...ids].flatMap((id): OtherDevice[] => {
      const record = parsed(document.read(DEVICES, id));
      const here = presentById.get(id);
      if (record?.deletedAt && !here) return [];
      const seen = Math.max(here?.seen[replica] ?? 0, record?.seen[replica] ?? 0);
      return [
        {
          id,
          name: here?.name ?? record?.name ?? id,
          platform: here?.platform ?? record?.platform ?? '',
          isOnline: here !== undefined,
          lastSeenAt: record?.lastSeenAt ?? null,
          missing: progress.countAfter(replica, seen),
          confirmedAt: record?.confirmedAt ?? null,
        },
      ];
    });
    return devices.sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
  }
}

function parsed(fields: unknown): DeviceRecord | undefined {
  return fields === undefined ? undefined : deviceSchema.parse(fields);
}

function nonEmpty(
  record: DeviceRecord | undefined,
): Partial<Pick<DeviceRecord, 'name' | 'platform' | 'pdfs'>> {
  if (!record) return {};
  const { name, platform, pdfs } = record;
  return { ...(name ? { name } : {}), ...(platform ? { platform } : {}), pdfs };
}
