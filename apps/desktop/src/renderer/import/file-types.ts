/** What the browser's dialogs offer. */
export const PICTURE_TYPES = '.png,.jpg,.jpeg,.jfif,.webp,.tif,.tiff,.heic,.heif';

/** With files that say more of the PDF of their name. */
export const IMPORT_TYPES = `application/pdf,.pdf,.musicxml,.mxl,.xml,${PICTURE_TYPES}`;
