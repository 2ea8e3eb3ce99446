import { notationEndings } from '@mirubato/domain/import';

/** What the browser's dialogs offer. */
export const PICTURE_TYPES = '.png,.jpg,.jpeg,.jfif,.webp,.tif,.tiff,.heic,.heif';

/** With files that say more of the PDF of their name. */
const notation = notationEndings.map((ending) => `.${ending}`).join(',');

export const IMPORT_TYPES = `application/pdf,.pdf,${notation},${PICTURE_TYPES}`;
