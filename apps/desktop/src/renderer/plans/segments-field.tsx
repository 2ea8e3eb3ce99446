import {
  ActionIcon,
  Autocomplete,
  Button,
  Group,
  Input,
  NumberInput,
  SimpleGrid,
  Stack,
  TagsInput,
  Textarea,
  TextInput,
} from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { usePieces } from '../repertoire/pieces.ts';
import { emptySegment, type PlanValues } from './plan-form-values.ts';

const MAX_SEGMENTS = 50;

/** The parts of a session, in order. A known title brings its composer along and links the piece. */
export function SegmentsField({ form }: { form: UseFormReturnType<PlanValues> }) {
  const { t } = useTranslation('plans');
  const known = usePieces({ sort: 'lastPractised' }).data ?? [];
  const titles = [...new Set(known.map(({ title }) => title))];
  const { segments } = form.getValues();

  const changeTitle = (index: number, title: string) => {
    const piece = known.find((candidate) => candidate.title === title);
    form.setFieldValue(`segments.${index}.pieceTitle`, title);
    form.setFieldValue(`segments.${index}.pieceId`, piece?.id ?? null);
    form.setFieldValue(`segments.${index}.composer`, piece?.composer ?? '');
  };

  return (
    <fieldset className="plain-fieldset">
      <Input.Label component="legend">{t('field.segments')}</Input.Label>
      <Stack gap="md">
        {segments.map((segment, index) => (
          <div key={segment.key} className="segment-row">
            <Group gap="xs" wrap="nowrap">
              <TextInput
                aria-label={t('field.segmentLabel')}
                placeholder={t('field.segmentLabel')}
                maxLength={200}
                flex={1}
                {...form.getInputProps(`segments.${index}.label`)}
              />
              <NumberInput
                aria-label={t('field.segmentMinutes')}
                placeholder={t('field.segmentMinutes')}
                min={0}
                max={1440}
                allowDecimal={false}
                hideControls
                w={110}
                {...form.getInputProps(`segments.${index}.minutes`)}
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={t('form.removeSegment', { title: segment.label || t('field.segmentLabel') })}
                onClick={() => form.removeListItem('segments', index)}
              >
                <IconX size={18} stroke={1.5} aria-hidden />
              </ActionIcon>
            </Group>
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" verticalSpacing="xs" mt="xs">
              <Autocomplete
                aria-label={t('field.segmentPiece')}
                placeholder={t('field.segmentPiece')}
                data={titles}
                limit={20}
                maxLength={200}
                value={segment.pieceTitle}
                onChange={(title) => changeTitle(index, title)}
              />
              <NumberInput
                aria-label={t('field.segmentTempo')}
                placeholder={t('field.segmentTempo')}
                min={1}
                max={1000}
                hideControls
                {...form.getInputProps(`segments.${index}.tempo`)}
              />
            </SimpleGrid>
            <TagsInput
              mt="xs"
              aria-label={t('field.segmentTechniques')}
              placeholder={segment.techniques.length === 0 ? t('field.segmentTechniques') : ''}
              maxTags={20}
              maxLength={100}
              acceptValueOnBlur
              {...form.getInputProps(`segments.${index}.techniques`)}
            />
            <Textarea
              mt="xs"
              aria-label={t('field.segmentInstructions')}
              placeholder={t('field.segmentInstructions')}
              autosize
              minRows={1}
              maxLength={5000}
              {...form.getInputProps(`segments.${index}.instructions`)}
            />
          </div>
        ))}
        {segments.length < MAX_SEGMENTS && (
          <Button
            variant="default"
            leftSection={<IconPlus size={18} stroke={1.5} aria-hidden />}
            onClick={() => form.insertListItem('segments', emptySegment(crypto.randomUUID()))}
            style={{ alignSelf: 'flex-start' }}
          >
            {t('form.addSegment')}
          </Button>
        )}
      </Stack>
    </fieldset>
  );
}
