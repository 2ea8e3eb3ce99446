import { Autocomplete, CloseButton, Group, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { nameFields, queryFields } from '@mirubato/domain/logbook';
import { IconSearch } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { type Ref, useImperativeHandle, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CompletionPlace, closedValues, completed, completionAt } from './completion.ts';
import { useNames } from './entries.ts';
import { instrumentToName } from './instruments.ts';
import { searchFor, useLogbookPlace } from './logbook-place.ts';
import { valueWords } from './query-words.ts';

/** What the screen may ask of the line. */
export interface SearchLineHandle {
  focus(): void;
  /** Writes the line and offers what may come next. */
  goOn(q: string): void;
}

interface Option {
  /** The whole line when it is chosen. */
  readonly value: string;
  readonly text: string;
  readonly hint: string;
}

/** Where a query is typed, with what it may be completed to. */
export function SearchLine({ onLeave, ref }: { onLeave: () => void; ref?: Ref<SearchLineHandle> }) {
  const { t } = useTranslation('logbook');
  const q = useLogbookPlace((place) => place.q);
  const input = useRef<HTMLInputElement>(null);
  const [caret, setCaret] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const place = isOpen ? completionAt(q, Math.min(caret, q.length)) : null;
  const options = useOptions(q, caret, place, t);

  const isGoingOn = useRef(false);
  const write = (line: string) => {
    searchFor(line);
    setCaret(line.length);
    setOpen(true);
  };
  const goOn = (line: string) => {
    write(line);
    // After the menu that it was chosen from has given the focus away.
    setTimeout(() => {
      input.current?.focus();
      input.current?.setSelectionRange(line.length, line.length);
      setOpen(true);
    });
  };
  useImperativeHandle(ref, () => ({ focus: () => input.current?.focus(), goOn }));

  return (
    <Autocomplete
      ref={input}
      type="search"
      aria-label={t('search')}
      placeholder={t('query.placeholder')}
      maxLength={1000}
      leftSection={<IconSearch size={18} stroke={1.5} aria-hidden />}
      rightSection={q && <CloseButton aria-label={t('clearSearch')} onClick={() => searchFor('')} />}
      spellCheck={false}
      data={options}
      filter={({ options: all }) => all}
      dropdownOpened={isOpen && options.length > 0}
      onDropdownClose={() => {
        // The dropdown closes when something was chosen from it; the next is offered at once.
        if (!isGoingOn.current) setOpen(false);
        isGoingOn.current = false;
      }}
      comboboxProps={{ withinPortal: false }}
      renderOption={({ option }) => {
        const shown = options.find(({ value }) => value === option.value);
        return (
          <Group justify="space-between" gap="md" wrap="nowrap" w="100%">
            <Text span size="sm" truncate>
              {shown?.text}
            </Text>
            <Text span size="sm" truncate className="completion-hint">
              {shown?.hint}
            </Text>
          </Group>
        );
      }}
      value={q}
      onChange={(line) => {
        searchFor(line);
        setCaret(input.current?.selectionStart ?? line.length);
        setOpen(true);
      }}
      onOptionSubmit={(line) => {
        isGoingOn.current = true;
        write(line);
      }}
      onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? 0)}
      onKeyDown={(event) => {
        const isOffered = isOpen && options.length > 0;
        const isPicking = event.currentTarget.hasAttribute('aria-activedescendant');
        if (event.key === 'Escape' && !isOffered) {
          searchFor('');
          event.currentTarget.blur();
        }
        if ((event.key === 'Enter' && !isPicking) || (event.key === 'ArrowDown' && !isOffered)) {
          event.preventDefault();
          setOpen(false);
          onLeave();
        }
      }}
    />
  );
}

function useOptions(
  q: string,
  caret: number,
  place: CompletionPlace | null,
  t: TFunction<'logbook'>,
): Option[] {
  const field = place?.field ?? null;
  const ownField = nameFields.find((name) => name === field) ?? null;
  const [typed] = useDebouncedValue(place?.typed ?? '', 120);
  const names = useNames(ownField, typed).data ?? [];
  if (place === null) return [];
  const option = (value: string, text: string, hint: string): Option => ({
    value: completed(q, Math.min(caret, q.length), place, value),
    text,
    hint,
  });
  if (field === null) {
    const begun = place.typed.toLowerCase();
    return queryFields
      .filter((name) => name.startsWith(begun) || t(`query.field.${name}`).toLowerCase().startsWith(begun))
      .map((name) => option(name, `${name}:`, t(`query.field.${name}`)));
  }
  const fieldName = t(`query.field.${field}`);
  if (ownField !== null) {
    const isInstrument = ownField === 'instrument';
    return unlike(names, place.typed).map((name) =>
      option(name, isInstrument ? instrumentToName(name, t) : name, fieldName),
    );
  }
  const begun = place.typed.toLowerCase();
  return (closedValues[field] ?? [])
    .map((value) => ({ value, label: valueWords(field, value, t) }))
    .filter(({ value, label }) => value.startsWith(begun) || label.toLowerCase().startsWith(begun))
    .map(({ value, label }) => option(value, label, `${field}:${value}`));
}

/** What stands there already need not be offered when it is all there is. */
function unlike(names: readonly string[], typed: string): readonly string[] {
  return names.length === 1 && names[0]?.toLowerCase() === typed.toLowerCase() ? [] : names;
}
