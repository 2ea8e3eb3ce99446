import { Button, Group, Kbd, Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Markable, shownGrades, useMark, useNameOf } from './marking.ts';

/** How it went, from worst to best, with the keys that say the same. */
export function GradeButtons({ thing }: { thing: Markable }) {
  const { t } = useTranslation('repertoire');
  const mark = useMark();
  const nameOf = useNameOf();
  return (
    <Group gap="xs" role="group" aria-label={t('howDidItGo', { name: nameOf(thing) })}>
      {shownGrades.map((grade, index) => (
        <Button
          key={grade}
          variant="default"
          size="compact-md"
          rightSection={<Kbd aria-hidden>{index + 1}</Kbd>}
          aria-keyshortcuts={String(index + 1)}
          onClick={() => mark(thing, grade)}
        >
          {t(`grade.${grade}`)}
        </Button>
      ))}
    </Group>
  );
}

/** The same in one button, for a list. */
export function GradeMenu({ thing }: { thing: Markable }) {
  const { t } = useTranslation('repertoire');
  const mark = useMark();
  const nameOf = useNameOf();
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="default" size="compact-sm" aria-label={t('markNamed', { name: nameOf(thing) })}>
          {t('mark')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {shownGrades.map((grade) => (
          <Menu.Item key={grade} onClick={() => mark(thing, grade)}>
            {t(`grade.${grade}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
