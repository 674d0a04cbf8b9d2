import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { percent } from '../../lib/format.ts'
import { modelName } from '../../lib/model-name.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { DocumentIcon } from '../../ui/icons.tsx'
import { Failure, Loading } from '../../ui/states.tsx'
import { Status, type Tone } from '../../ui/status.tsx'
import { Section } from '../workspaces/settings/section.tsx'
import { type ChangeMachineSettings, type TriedMessage, useTry } from './answers-api.ts'
import { reasonOf } from './reason.ts'

const TEXT_MAX = 4096
const TONES: Record<TriedMessage['decision'], Tone> = {
  respond: 'success',
  ignore: 'neutral',
  escalate: 'warning',
}

/** Tries a message before anybody writes one: shows what the machine would do, also with unsaved settings. */
export function TryBox({ change }: { change: ChangeMachineSettings }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const trying = useTry()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '') trying.mutate({ text: text.trim(), settings: change })
  }
  return (
    <Section title={t('answers.try')} hint={t('answers.tryHint')}>
      <form className="try-form" onSubmit={submit}>
        <TextInput
          aria-label={t('answers.tryText')}
          placeholder={t('answers.tryPlaceholder')}
          value={text}
          maxLength={TEXT_MAX}
          dir="auto"
          data-testid="try"
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" size="sm" loading={trying.isPending}>
          {t('answers.trySubmit')}
        </Button>
      </form>
      <div aria-live="polite">
        {trying.isPending && <Loading rows={1} />}
        {trying.isError && <Failure error={trying.error} retry={() => trying.mutate(trying.variables)} />}
        {trying.data && <Tried tried={trying.data} />}
      </div>
    </Section>
  )
}

function Tried({ tried }: { tried: TriedMessage }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { decision, confidence, answer, model, mode, sources, unsupported, example, matchedRule } = tried
  return (
    <div className="tried" data-testid="tried" data-decision={decision}>
      <p className="tried-verdict">
        <Status tone={TONES[decision]}>{t(`answers.would.${decision}`)}</Status>
        <span className="muted">
          {decision === 'respond' && `${percent(confidence, locale)} · `}
          {modelName(model, t)}
        </span>
      </p>
      {mode !== 'answer' && <p className="setting-note">{t(`answers.wouldNot.${mode}`)}</p>}
      {answer !== null && (
        <p className="tried-answer" dir="auto">
          {answer}
        </p>
      )}
      <p className="setting-note">{reasonOf(tried, t)}</p>
      {example && matchedRule !== 'ignore_example' && (
        <p className="setting-note">
          {t('deciding.mostLike', { text: example.text, likeness: percent(example.likeness, locale) })}
        </p>
      )}
      {unsupported.map((sentence) => (
        <p key={sentence} className="setting-note">
          {t('answers.unsupported')}: <q dir="auto">{sentence}</q>
        </p>
      ))}
      <ul className="row-list">
        {sources.map(({ id, title, content }) => (
          <li key={id} className="tried-source">
            <DocumentIcon size={15} />
            <span>
              <strong dir="auto">{title}</strong> <q dir="auto">{content}</q>
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
