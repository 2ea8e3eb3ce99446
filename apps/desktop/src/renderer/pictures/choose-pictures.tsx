import { Button, type ButtonVariant } from '@mantine/core';
import { isPictureName } from '@mirubato/domain/import';
import { IconPhotoPlus } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { nativeHost } from '../app/native-host.ts';
import { useAddFiles } from '../import/add-files.ts';
import { PICTURE_TYPES } from '../import/file-types.ts';

/** Adds pictures to those that are there. */
export function ChoosePictures({ variant }: { variant: ButtonVariant }) {
  const { t } = useTranslation('pictures');
  const { addFiles, addPaths } = useAddFiles();
  const host = nativeHost();
  const input = useRef<HTMLInputElement>(null);
  const chooseNatively = () => {
    host?.chooseFiles().then(
      (paths) => addPaths(paths.filter(isPictureName)),
      () => undefined,
    );
  };
  return (
    <>
      <Button
        variant={variant}
        leftSection={<IconPhotoPlus size={20} stroke={1.6} aria-hidden />}
        onClick={host ? chooseNatively : () => input.current?.click()}
      >
        {t('choose')}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={PICTURE_TYPES}
        aria-label={t('choose')}
        onChange={(event) => {
          addFiles([...(event.currentTarget.files ?? [])]);
          // The same files can be chosen again.
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}
