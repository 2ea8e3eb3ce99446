import { Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

export interface EmptyStateProps {
  readonly title: string;
  readonly detail: string;
  /** What to do about it. */
  readonly children?: ReactNode;
}

export function EmptyState({ title, detail, children }: EmptyStateProps) {
  return (
    <div className="empty-state">
      <Title order={2}>{title}</Title>
      <Text c="dimmed" mt="xs" maw="34rem">
        {detail}
      </Text>
      {children && <Group mt="lg">{children}</Group>}
    </div>
  );
}
