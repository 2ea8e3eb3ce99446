/** Which changes of a table a person has chosen; each is named by its row's line and its field. */
import {
  chosenChanges,
  type PreviewRow,
  type ScoreChanges,
  type TableChange,
  type TablePreview,
} from '@mirubato/domain/exchange';

export type ChosenChanges = ReadonlySet<string>;

/** All but those that would replace what the person has written or accepted. */
export function usualChoice({ rows }: TablePreview): ChosenChanges {
  return chosenOf(rows, ({ isAccepted }) => !isAccepted);
}

export function allChanges({ rows }: TablePreview): ChosenChanges {
  return chosenOf(rows, () => true);
}

export function changeKey({ line }: PreviewRow, { field }: TableChange): string {
  return `${line} ${field}`;
}

/** With all of these changes of the row, or without them. */
export function withChoice(
  chosen: ChosenChanges,
  row: PreviewRow,
  changes: readonly TableChange[],
  isChosen: boolean,
): ChosenChanges {
  const next = new Set(chosen);
  for (const change of changes) {
    if (isChosen) next.add(changeKey(row, change));
    else next.delete(changeKey(row, change));
  }
  return next;
}

/** As they are asked for. */
export function askedChanges(preview: TablePreview, chosen: ChosenChanges): ScoreChanges[] {
  return chosenChanges(preview, (change, row) => chosen.has(changeKey(row, change)));
}

function chosenOf(rows: readonly PreviewRow[], isChosen: (change: TableChange) => boolean): ChosenChanges {
  return new Set(rows.flatMap((row) => row.changes.filter(isChosen).map((change) => changeKey(row, change))));
}
