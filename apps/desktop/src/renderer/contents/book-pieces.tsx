/** The pieces of a book as links to their pages. */
import type { ContentsItem } from '@mirubato/domain/contents';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import './contents.css';

interface BookPiecesProps {
  readonly items: readonly ContentsItem[];
  readonly current?: string | undefined;
  readonly onOpen?: () => void;
}

export function BookPieces({ items, current, onOpen }: BookPiecesProps) {
  const { t } = useTranslation('contents');
  return (
    <ul className="book-pieces">
      {items.map(({ id, scoreId, title, composer, firstPage, lastPage }) => (
        <li key={id}>
          <Link
            to="/scores/$scoreId"
            params={{ scoreId }}
            search={{ piece: id }}
            replace={current !== undefined || onOpen !== undefined}
            aria-current={id === current ? 'true' : undefined}
            onClick={onOpen}
          >
            <span className="book-piece-title">
              {title}
              {composer && <span className="dimmed"> · {composer}</span>}
            </span>
            <span className="dimmed numbers">
              {firstPage === lastPage
                ? t('pages', { first: firstPage })
                : t('pagesFromTo', { first: firstPage, last: lastPage })}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
