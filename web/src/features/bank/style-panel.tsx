import { Button, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Profile } from '#core/bank/schemas.ts'
import type { FigureName } from '#core/style/schemas.ts'
import { shortDateTime } from '../../lib/format.ts'
import { modelName } from '../../lib/model-name.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { SidePanel } from '../../ui/dialog.tsx'
import { RefreshIcon } from '../../ui/icons.tsx'
import { Failure, FormFailure, Loading } from '../../ui/states.tsx'
import { type Style, styleQuery, useStyle } from './profiles-api.ts'

const FIGURES: readonly FigureName[] = [
  'words',
  'wordsPerSentence',
  'charactersPerLine',
  'lettersPerWord',
  'variety',
  'lineBreaks',
  'commas',
  'dashes',
  'emoji',
  'hashtags',
  'questions',
  'exclamations',
  'firstPerson',
  'we',
  'you',
]

interface PanelProps {
  profile: Profile
  mayWrite: boolean
  onClose: () => void
}

/** How a profile writes: what was counted, its description, and the words by which drafts follow it. */
export default function StylePanel({ profile, mayWrite, onClose }: PanelProps) {
  const { t } = useTranslation()
  const style = useQuery(styleQuery(profile.id))
  return (
    <SidePanel opened onClose={onClose} title={t('bank.style.title', { name: profile.name })} width={520}>
      {style.isPending && <Loading rows={5} />}
      {style.isError && !style.data && <Failure error={style.error} retry={() => void style.refetch()} />}
      {style.data && <Found key={profile.id} style={style.data} mayWrite={mayWrite} />}
    </SidePanel>
  )
}

function Found({ style, mayWrite }: { style: Style; mayWrite: boolean }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { profileId, analysis } = style
  const work = useStyle(profileId)
  return (
    <div className="profile-style" data-testid="profile-style">
      {analysis ? (
        <>
          <p dir="auto">{analysis.description}</p>
          <p className="muted">
            {t('bank.style.from', {
              count: analysis.measured.posts,
              at: shortDateTime(analysis.analyzedAt, locale),
              model: modelName(analysis.model, t),
            })}
          </p>
        </>
      ) : (
        <p className="muted">{t('bank.style.none')}</p>
      )}
      <FormFailure error={work.error} />
      {mayWrite && (
        <Button
          size="xs"
          variant={analysis ? 'default' : 'filled'}
          leftSection={<RefreshIcon size={15} />}
          loading={work.isPending}
          onClick={() => work.mutate(undefined)}
        >
          {t(analysis ? 'bank.style.again' : 'bank.style.analyse')}
        </Button>
      )}
      <Prompt key={style.prompt} style={style} mayWrite={mayWrite} work={work} />
      {analysis && <Counted measured={analysis.measured} />}
    </div>
  )
}

interface PromptProps {
  style: Style
  mayWrite: boolean
  work: ReturnType<typeof useStyle>
}

/** The words by which drafts follow the author, which a person may correct. */
function Prompt({ style: { prompt, correctedAt }, mayWrite, work }: PromptProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const [words, setWords] = useState(prompt ?? '')
  return (
    <section className="profile-prompt">
      <Textarea
        label={t('bank.style.prompt')}
        description={t('bank.style.promptHint')}
        autosize
        minRows={3}
        maxLength={4000}
        dir="auto"
        readOnly={!mayWrite}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      {correctedAt && (
        <p className="muted">{t('bank.style.corrected', { at: shortDateTime(correctedAt, locale) })}</p>
      )}
      {mayWrite && (
        <div className="form-actions">
          {correctedAt && (
            <Button size="xs" variant="default" disabled={work.isPending} onClick={() => work.mutate(null)}>
              {t('bank.style.undo')}
            </Button>
          )}
          <Button
            size="xs"
            disabled={words.trim() === '' || words === prompt || work.isPending}
            onClick={() => work.mutate(words)}
          >
            {t('bank.style.save')}
          </Button>
        </div>
      )}
    </section>
  )
}

function Counted({ measured }: { measured: NonNullable<Style['analysis']>['measured'] }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const number = (value = 0) => value.toLocaleString(locale, { maximumFractionDigits: 1 })
  const lists = ['openings', 'closings', 'emoji', 'vocabulary'] as const
  return (
    <section aria-label={t('bank.style.counted')}>
      <h3>{t('bank.style.counted')}</h3>
      <table className="profile-figures">
        <thead>
          <tr>
            <th scope="col">{t('bank.style.what')}</th>
            <th scope="col">{t('bank.style.mean')}</th>
            <th scope="col">{t('bank.style.spread')}</th>
          </tr>
        </thead>
        <tbody>
          {FIGURES.map((name) => (
            <tr key={name}>
              <th scope="row">{t(`bank.style.figure.${name}`)}</th>
              <td>{number(measured.figures[name]?.mean)}</td>
              <td>± {number(measured.figures[name]?.spread)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl>
        {lists.map((name) =>
          measured[name].length === 0 ? null : (
            <div key={name}>
              <dt>{t(`bank.style.often.${name}`)}</dt>
              <dd dir="auto">{measured[name].map(({ text, posts }) => `${text} (${posts})`).join(' · ')}</dd>
            </div>
          ),
        )}
      </dl>
    </section>
  )
}
