/** One term with all that is known of it. */
import { ActionIcon, Badge, Button, Group, Text, Tooltip } from '@mantine/core';
import type { TermPage } from '@mirubato/core/client';
import { explanationLanguages, type Sense } from '@mirubato/domain/dictionary';
import { IconArrowLeft, IconVolume } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { FailedState } from '../app/failed-state.tsx';
import { LoadingLines } from '../app/loading-lines.tsx';
import { useFormat } from '../i18n/format.ts';
import { useExplanationLanguage, useNoteLook, useTerm } from './dictionary.ts';
import { GeneratedLine } from './generated-line.tsx';
import { OwnTermActions } from './own-term-actions.tsx';
import { usePronounce } from './pronounce.ts';
import { TermFeedback } from './term-feedback.tsx';
import { TermNotes } from './term-notes.tsx';
import { TermOccurrences } from './term-occurrences.tsx';

export function TermView({ id, onBack }: { id: string; onBack: () => void }) {
  const { data, error, refetch } = useTerm(id);
  useNoteLook(data?.id);
  if (error) return <FailedState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines />;
  return <Page term={data} onBack={onBack} />;
}

function Page({ term, onBack }: { term: TermPage; onBack: () => void }) {
  const { t, i18n } = useTranslation('dictionary');
  const { list } = useFormat();
  const pronounce = usePronounce(term.term, term.sourceLanguage);
  const languages = new Intl.DisplayNames([i18n.language], { type: 'language' });
  const { sourceLanguage, senses, forms, abbreviations, etymology } = term;
  const translations = Object.entries(term.translations).filter(([, text]) => text !== undefined);
  return (
    <article className="term-page">
      <Button
        className="term-back"
        variant="subtle"
        color="gray"
        leftSection={<IconArrowLeft size={18} aria-hidden />}
        onClick={onBack}
      >
        {t('back')}
      </Button>
      <Group gap="sm" align="center">
        <h2 lang={sourceLanguage === 'other' ? undefined : sourceLanguage}>{term.term}</h2>
        {pronounce && (
          <Tooltip label={t('listen')} openDelay={400}>
            <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('listen')} onClick={pronounce}>
              <IconVolume size={22} stroke={1.6} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </Group>
      <Text c="dimmed">
        {[
          sourceLanguage === 'other' ? undefined : languages.of(sourceLanguage),
          t(`type.${term.type}`),
          term.ipa && `[${term.ipa}]`,
          term.syllables,
        ]
          .filter(Boolean)
          .join(' · ')}
      </Text>
      {abbreviations.length > 0 && (
        <Group gap={6} mt="xs" role="list" aria-label={t('abbreviations')}>
          {abbreviations.map((text) => (
            <Badge key={text} role="listitem" variant="default" size="lg" tt="none" className="term-sign">
              {text}
            </Badge>
          ))}
        </Group>
      )}
      <ol className="term-senses" data-single={senses.length === 1}>
        {senses.map((sense) => (
          <SenseView key={sense.concise.en} sense={sense} explainedIn={term.explainedIn} />
        ))}
      </ol>
      {term.generated && <GeneratedLine generated={term.generated} />}
      <Links name="synonyms" terms={term.synonyms} />
      <Links name="opposites" terms={term.opposites} />
      <Links name="related" terms={term.related} />
      <dl className="term-facts">
        {forms.length > 0 && <Fact name={t('forms')}>{list(forms)}</Fact>}
        {etymology && (
          <Fact name={t('etymology')}>
            <span lang={term.explainedIn ?? 'en'}>{etymology}</span>
          </Fact>
        )}
        {translations.map(([language, text]) => (
          <Fact key={language} name={languages.of(language) ?? language}>
            <span lang={language}>{text}</span>
          </Fact>
        ))}
      </dl>
      <TermOccurrences termId={term.id} />
      {term.isOwn ? (
        <OwnTermActions term={term} onDeleted={onBack} />
      ) : (
        <>
          <TermNotes termId={term.id} term={term.term} notes={term.notes} />
          <details className="term-languages">
            <summary>{t('otherLanguages')}</summary>
            <dl className="term-facts">
              {explanationLanguages.map((language) => (
                <Fact key={language} name={languages.of(language) ?? language}>
                  <span lang={language}>{senses.map(({ concise }) => concise[language]).join(' · ')}</span>
                </Fact>
              ))}
            </dl>
          </details>
          <TermFeedback termId={term.id} />
        </>
      )}
    </article>
  );
}

/** In the language of the screens; at length in English where it is not written in that yet. */
function SenseView(props: { sense: Sense; explainedIn: TermPage['explainedIn'] }) {
  const { sense, explainedIn } = props;
  const { t } = useTranslation('dictionary');
  const language = useExplanationLanguage();
  const own = sense.detailed[language];
  return (
    <li>
      {sense.context && (
        <Text size="sm" c="dimmed" lang="en">
          {sense.context}
        </Text>
      )}
      <p className="term-concise" lang={explainedIn ?? language}>
        {sense.concise[language]}
      </p>
      {(own ?? sense.detailed.en) !== sense.concise[language] && (
        <p lang={explainedIn ?? (own ? language : 'en')}>{own ?? sense.detailed.en}</p>
      )}
      {sense.example && (
        <Text size="sm" c="dimmed" lang={explainedIn ?? 'en'}>
          {t('example', { example: sense.example })}
        </Text>
      )}
    </li>
  );
}

function Links({ name, terms }: { name: 'synonyms' | 'opposites' | 'related'; terms: TermPage['related'] }) {
  const { t } = useTranslation('dictionary');
  if (terms.length === 0) return null;
  return (
    <section className="term-links" aria-label={t(name)}>
      <h3>{t(name)}</h3>
      <ul>
        {terms.map(({ id, term }) => (
          <li key={id}>
            <Link to="/dictionary/$termId" params={{ termId: id }} search={{ q: term }}>
              {term}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
