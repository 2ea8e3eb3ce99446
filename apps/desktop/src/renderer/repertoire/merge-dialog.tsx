import { Alert, Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, useApi } from '../app/api.ts';
import { problemText } from '../app/problem-notice.ts';
import { useMergePieces } from './piece-undo.ts';
import { usePieces } from './pieces.ts';

interface MergeDialogProps {
  readonly piece: { readonly id: string; readonly title: string };
  /** Which other piece is offered first. */
  readonly likely?: string | undefined;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Another piece that is the same goes up in this one. */
export function MergeDialog(props: MergeDialogProps) {
  const { t } = useTranslation('repertoire');
  return (
    <Modal
      opened={props.isOpen}
      onClose={props.onClose}
      title={t('merge.title')}
      closeButtonProps={{ 'aria-label': t('app:close') }}
    >
      {props.isOpen && <MergeForm {...props} />}
    </Modal>
  );
}

function MergeForm({ piece, likely, onClose }: MergeDialogProps) {
  const { t } = useTranslation('repertoire');
  const { client } = useApi();
  const [otherId, setOtherId] = useState<string | null>(likely ?? null);
  const { data: pieces = [] } = usePieces({ sort: 'title' });
  const others = pieces.filter(({ id }) => id !== piece.id);
  const other = others.find(({ id }) => id === otherId);
  const { data: reach } = useQuery({
    queryKey: ['pieces', 'reach', otherId],
    queryFn: () => answer(client.api.pieces[':id'].reach.$get({ param: { id: otherId ?? '' } })),
    enabled: otherId !== null,
    meta: { collections: ['pieces', 'entries', 'reviews'] },
  });
  const merge = useMergePieces();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (other && reach) merge.mutate({ id: piece.id, other }, { onSuccess: onClose });
      }}
    >
      <Stack gap="lg">
        <Select
          label={t('merge.other')}
          data={others.map(({ id, title, composer }) => ({
            value: id,
            label: [title, composer].filter(Boolean).join(' – '),
          }))}
          searchable
          limit={30}
          nothingFoundMessage={t('merge.none')}
          openOnFocus={false}
          data-autofocus
          value={otherId}
          onChange={setOtherId}
        />
        <Text role="status" mih="3em">
          {other && reach
            ? t('merge.detail', {
                other: other.title,
                title: piece.title,
                entries: t('entryCount', { count: reach.entries }),
                reviews: t('reviewCount', { count: reach.reviews }),
              })
            : t('merge.hint')}
        </Text>
        {merge.isError && <Alert color="red">{problemText(merge.error).detail}</Alert>}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('app:cancel')}
          </Button>
          <Button type="submit" disabled={!other || !reach} loading={merge.isPending}>
            {t('merge.do')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
