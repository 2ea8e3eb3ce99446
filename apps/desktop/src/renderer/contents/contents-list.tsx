import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { type DraftPiece, pageOf, problemOf } from './contents-draft.ts';

interface ContentsListProps {
  readonly pieces: readonly DraftPiece[];
  readonly pageCount: number;
  /** That is looked at. */
  readonly page: number;
  readonly areProblemsShown: boolean;
  readonly onChange: (key: string, change: Partial<DraftPiece>) => void;
  readonly onPage: (typed: string) => void;
  readonly ref: Ref<HTMLDivElement>;
}

/** A row of fields for each piece; plain fields, since a hymnal has 900. */
export function ContentsList({ pieces, ref, ...rest }: ContentsListProps) {
  const { t } = useTranslation('contents');
  return (
    <div className="contents-list" ref={ref}>
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{t('column.taken')}</span>
            </th>
            <th scope="col">{t('column.title')}</th>
            <th scope="col">{t('column.composer')}</th>
            <th scope="col" className="contents-number">
              {t('column.firstPage')}
            </th>
            <th scope="col" className="contents-number">
              {t('column.lastPage')}
            </th>
            <th scope="col">{t('column.practice')}</th>
          </tr>
        </thead>
        <tbody>
          {pieces.map((piece, index) => (
            <Row key={piece.key} piece={piece} position={index + 1} {...rest} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({
  piece,
  position,
  pageCount,
  page,
  areProblemsShown,
  onChange,
  onPage,
}: Omit<ContentsListProps, 'pieces' | 'ref'> & { piece: DraftPiece; position: number }) {
  const { t } = useTranslation('contents');
  const { key, isTaken, title, isForPractice, pieceId } = piece;
  const problem = areProblemsShown ? problemOf(piece, pageCount) : null;
  const [first, last] = [pageOf(piece.firstPage) ?? 0, pageOf(piece.lastPage) ?? 0];
  const name = title || t('unnamed', { position });
  const field = (name: 'title' | 'composer' | 'firstPage' | 'lastPage') => ({
    'data-field': name,
    value: piece[name],
    disabled: !isTaken,
    'aria-label': t(`label.${name}`, { position }),
    'aria-invalid': problem === name,
    maxLength: name.endsWith('Page') ? 6 : 200,
    onChange: ({ currentTarget }: { currentTarget: HTMLInputElement }) =>
      onChange(key, { [name]: currentTarget.value }),
  });
  const pageField = (name: 'firstPage' | 'lastPage') => (
    <input
      type="text"
      inputMode="numeric"
      className="numbers"
      {...field(name)}
      onChange={({ currentTarget: { value } }) => {
        onChange(key, { [name]: value });
        onPage(value);
      }}
      onFocus={({ currentTarget }) => {
        currentTarget.select();
        onPage(currentTarget.value);
      }}
    />
  );
  return (
    <tr data-key={key} data-taken={isTaken} data-looked-at={first <= page && page <= last}>
      <td>
        <input
          type="checkbox"
          data-field="isTaken"
          checked={isTaken}
          aria-label={t('label.taken', { name })}
          onFocus={() => onPage(piece.firstPage)}
          onChange={({ currentTarget }) => onChange(key, { isTaken: currentTarget.checked })}
        />
      </td>
      <td>
        <input type="text" {...field('title')} onFocus={() => onPage(piece.firstPage)} />
        {problem && (
          <span role="alert" className="contents-problem">
            {t(`problem.${problem}`, { count: pageCount })}
          </span>
        )}
      </td>
      <td>
        <input type="text" {...field('composer')} onFocus={() => onPage(piece.firstPage)} />
      </td>
      <td>{pageField('firstPage')}</td>
      <td>{pageField('lastPage')}</td>
      <td className="contents-practice">
        {pieceId === null ? (
          <input
            type="checkbox"
            data-field="isForPractice"
            checked={isForPractice}
            disabled={!isTaken}
            aria-label={t('label.practice', { name })}
            onChange={({ currentTarget }) => onChange(key, { isForPractice: currentTarget.checked })}
          />
        ) : (
          <span title={t('isPiece')}>✓</span>
        )}
      </td>
    </tr>
  );
}
