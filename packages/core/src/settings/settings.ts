import { ok, type Result } from '@mirubato/domain/problem';
import { SETTINGS_ID, type Settings, type SettingsPatch, settingsSchema } from '@mirubato/domain/settings';
import type { CoreContext } from '../context.ts';
import { jsonFields } from '../store/record-edits.ts';

export interface SettingsFeature {
  read(): Promise<Settings>;
  change(patch: SettingsPatch): Promise<Result<Settings>>;
}

export function createSettings(context: CoreContext): SettingsFeature {
  return {
    async read() {
      const row = await context.store.db
        .selectFrom('settings')
        .select('record')
        .where('id', '=', SETTINGS_ID)
        .executeTakeFirst();
      return settingsSchema.parse(row?.record ?? {});
    },
    change: (patch) =>
      context.journal.edit((view) => {
        const fields = jsonFields(patch);
        const present = view.read('settings', SETTINGS_ID) ?? {};
        return ok({
          edits: [{ collection: 'settings', id: SETTINGS_ID, fields }],
          value: settingsSchema.parse({ ...present, ...fields }),
        });
      }),
  };
}
