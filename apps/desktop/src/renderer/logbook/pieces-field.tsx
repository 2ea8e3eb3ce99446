import {
  ActionIcon,
  Autocomplete,
  Button,
  Group,
  Input,
  NumberInput,
  SimpleGrid,
  Stack,
  TextInput,
} from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { usePieces } from '../repertoire/pieces.ts';
import { useComposers } from './entries.ts';
import { type EntryValues, emptyPiece } from './entry-form-values.ts';
import { SimilarPieceNotice } from './similar-piece-notice.tsx';

const MAX_PIECES = 10;

/** The pieces of an entry. A known title brings its composer along and links the piece. */
export function PiecesField({ form }: { form: UseFormReturnType<EntryValues> }) {
  const { t } = useTranslation('logbook');
  const known = usePieces({ sort: 'lastPractised' }).data ?? [];
  const titles = [...new Set(known.map(({ title }) => title))];
  const { pieces } = form.getValues();

  const changeTitle = (index: number, title: string) => {
    const piece = known.find((candidate) => candidate.title === title);
    form.setFieldValue(`pieces.${index}.title`, title);
    form.setFieldValue(`pieces.${index}.pieceId`, piece?.id ?? null);
    if (piece) form.setFieldValue(`pieces.${index}.composer`, piece.composer ?? '');
  };
  const changeComposer = (index: number, composer: string) => {
    const title = pieces[index]?.title;
    const piece = known.find(
      (candidate) => candidate.title === title && (candidate.composer ?? '') === composer.trim(),
    );
    form.setFieldValue(`pieces.${index}.composer`, composer);
    form.setFieldValue(`pieces.${index}.pieceId`, piece?.id ?? null);
  };
  const use = (index: number, piece: { id: string; title: string; composer: string | null }) => {
    form.setFieldValue(`pieces.${index}.title`, piece.title);
    form.setFieldValue(`pieces.${index}.composer`, piece.composer ?? '');
    form.setFieldValue(`pieces.${index}.pieceId`, piece.id);
  };

  return (
    <fieldset className="plain-fieldset">
      <Input.Label component="legend">{t('field.pieces')}</Input.Label>
      <Stack gap="md">
        {pieces.map((piece, index) => (
          <div key={piece.key} className="piece-row">
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" verticalSpacing="xs">
              <Autocomplete
                aria-label={t('field.pieceTitle')}
                placeholder={t('field.pieceTitle')}
                data={titles}
                limit={20}
                maxLength={200}
                error={form.errors[`pieces.${index}.title`]}
                value={piece.title}
                onChange={(title) => changeTitle(index, title)}
              />
              <ComposerField
                value={piece.composer}
                onChange={(composer) => changeComposer(index, composer)}
              />
            </SimpleGrid>
            {piece.pieceId === null && (
              <SimilarPieceNotice
                title={piece.title}
                composer={piece.composer}
                onUse={(similar) => use(index, similar)}
              />
            )}
            <Group gap="xs" mt="xs" wrap="nowrap">
              <TextInput
                aria-label={t('field.measures')}
                placeholder={t('field.measures')}
                maxLength={100}
                flex={1}
                {...form.getInputProps(`pieces.${index}.measures`)}
              />
              <NumberInput
                aria-label={t('field.tempo')}
                placeholder={t('field.tempo')}
                min={1}
                max={1000}
                hideControls
                flex={1}
                {...form.getInputProps(`pieces.${index}.tempo`)}
              />
              {(pieces.length > 1 || piece.duration !== '') && (
                <NumberInput
                  aria-label={t('field.pieceMinutes')}
                  placeholder={t('field.pieceMinutes')}
                  min={0}
                  max={1440}
                  hideControls
                  flex={1}
                  {...form.getInputProps(`pieces.${index}.duration`)}
                />
              )}
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={t('form.removePiece', { title: piece.title || t('field.pieceTitle') })}
                onClick={() => form.removeListItem('pieces', index)}
              >
                <IconX size={18} stroke={1.5} aria-hidden />
              </ActionIcon>
            </Group>
          </div>
        ))}
        {pieces.length < MAX_PIECES && (
          <Button
            variant="default"
            leftSection={<IconPlus size={18} stroke={1.5} aria-hidden />}
            onClick={() => form.insertListItem('pieces', emptyPiece(crypto.randomUUID()))}
            style={{ justifySelf: 'start', alignSelf: 'flex-start' }}
          >
            {t('form.addPiece')}
          </Button>
        )}
      </Stack>
    </fieldset>
  );
}

/** Offers composers as the person writes them, and as they are known. */
function ComposerField({ value, onChange }: { value: string; onChange: (composer: string) => void }) {
  const { t } = useTranslation('logbook');
  const [typed] = useDebouncedValue(value.trim(), 150);
  const { data = [] } = useComposers(typed);
  return (
    <Autocomplete
      aria-label={t('field.composer')}
      placeholder={t('field.composer')}
      data={typed.length > 1 ? data : []}
      filter={({ options }) => options}
      maxLength={200}
      value={value}
      onChange={onChange}
    />
  );
}
