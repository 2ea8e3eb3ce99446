import { Kbd, Modal, Stack, Table, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useShortcutSheet } from './shortcut-sheet-state.ts';
import { useShortcutGroups } from './shortcuts.ts';

/** Every key that works here and now. */
export function ShortcutSheet() {
  const { t } = useTranslation();
  const isOpen = useShortcutSheet((sheet) => sheet.isOpen);
  const groups = useShortcutGroups((shortcuts) => shortcuts.groupById);
  return (
    <Modal
      opened={isOpen}
      onClose={() => useShortcutSheet.setState({ isOpen: false })}
      title={t('shortcuts.title')}
      size="lg"
    >
      <Stack gap="lg">
        {[...groups.values()].reverse().map(({ name, shortcuts }) => (
          <section key={name}>
            <Title order={3}>{name}</Title>
            <Table aria-label={name} withRowBorders={false} verticalSpacing={4}>
              <Table.Tbody>
                {[...Map.groupBy(shortcuts, ({ label }) => label)].map(([label, alike]) => (
                  <Table.Tr key={label}>
                    <Table.Td>{label}</Table.Td>
                    <Table.Td ta="end">
                      {alike.map(({ keys }) => (
                        <span key={keys} className="shortcut-keys">
                          <Keys keys={keys} />
                        </span>
                      ))}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </section>
        ))}
      </Stack>
    </Modal>
  );
}

export function Keys({ keys }: { keys: string }) {
  const { t } = useTranslation();
  return keys.split(' ').map((key, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the keys of a sequence never move
    <Kbd key={index} ms={index > 0 ? 4 : 0}>
      {key
        .split('+')
        .map((part) => t(`keys.${part}`, { defaultValue: part.length === 1 ? part.toUpperCase() : part }))
        .join(' + ')}
    </Kbd>
  ));
}
