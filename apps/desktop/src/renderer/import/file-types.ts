/** What the browser's dialogs offer. HEIC among them, so that a person is told why it cannot be read. */
export const PICTURE_TYPES = '.png,.jpg,.jpeg,.jfif,.webp,.tif,.tiff,.heic,.heif';

export const IMPORT_TYPES = `application/pdf,.pdf,${PICTURE_TYPES}`;
