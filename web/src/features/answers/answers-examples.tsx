import { ActionIcon, Textarea } from '@mantine/core'
import { type FormEvent, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { percent } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { CloseIcon } from '../../ui/icons.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { Replay } from '../rules/rule-replay.tsx'
import { Section } from '../workspaces/settings/section.tsx'
import { type Changeable, type MachineSettings, useChangeMachineSettings } from './answers-api.ts'
import { AnswersFoot } from './answers-foot.tsx'

export type TypedExamples = Partial<Pick<Changeable, 'ignoreExamples' | 'ignoreLikeness'>>

const EXAMPLES_MAX = 50
const EXAMPLE_LENGTH_MAX = 500
const LIKENESS = { min: 0.5, max: 1, step: 0.01 }

interface ExamplesProps {
  settings: MachineSettings
  changeable: boolean
  mayTry: boolean
  /** What was typed and not saved. */
  typed: TypedExamples
  type: (typed: TypedExamples) => void
}

/** Returns the change to save: examples without spaces around them, without empty and repeated ones. */
export const changeOfExamples = ({ ignoreExamples, ...rest }: TypedExamples): TypedExamples =>
  ignoreExamples
    ? { ...rest, ignoreExamples: [...new Set(ignoreExamples.map((text) => text.trim()).filter(Boolean))] }
    : rest

/** Settings of the messages that need no answer: the examples, and how alike one a message must be. */
export function Examples({ settings, changeable, mayTry, typed, type }: ExamplesProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const slider = useId()
  const save = useChangeMachineSettings()
  const { ignoreExamples: examples, ignoreLikeness: likeness } = { ...settings, ...typed }
  const change = changeOfExamples(typed)
  const set = (next: string[]) => type({ ...typed, ignoreExamples: next })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(change, {
      onSuccess: () => {
        type({})
        notifyDone(t('answers.saved'))
      },
    })
  }
  return (
    <Section title={t('deciding.examples')} hint={t('deciding.examplesHint')}>
      <form className="form" onSubmit={submit} data-testid="examples">
        {examples.length === 0 && <p className="setting-note">{t('deciding.noExamples')}</p>}
        {examples.map((text, index) => (
          <div key={index} className="example-line">
            <Textarea
              aria-label={t('deciding.example', { number: index + 1 })}
              value={text}
              readOnly={!changeable}
              maxLength={EXAMPLE_LENGTH_MAX}
              dir="auto"
              autosize
              minRows={1}
              maxRows={4}
              onChange={(event) =>
                set(examples.map((other, at) => (at === index ? event.currentTarget.value : other)))
              }
            />
            {changeable && (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('deciding.removeExample', { number: index + 1 })}
                onClick={() => set(examples.filter((_, at) => at !== index))}
              >
                <CloseIcon />
              </ActionIcon>
            )}
          </div>
        ))}
        {changeable && examples.length < EXAMPLES_MAX && (
          <button type="button" className="link-button example-add" onClick={() => set([...examples, ''])}>
            {t('deciding.addExample')}
          </button>
        )}
        <div className="likeness">
          <label htmlFor={slider}>{t('deciding.likeness')}</label>
          <input
            id={slider}
            type="range"
            {...LIKENESS}
            value={likeness}
            disabled={!changeable}
            aria-valuetext={percent(likeness, locale)}
            onChange={(event) => type({ ...typed, ignoreLikeness: Number(event.currentTarget.value) })}
          />
          <output htmlFor={slider}>{percent(likeness, locale)}</output>
          <p className="muted">{t('deciding.likenessHint')}</p>
        </div>
        <AnswersFoot
          error={save.error}
          saving={save.isPending}
          changed={Object.keys(typed).length > 0}
          changeable={changeable}
          onDiscard={() => type({})}
        />
      </form>
      {mayTry && (examples.length > 0 || settings.ignoreExamples.length > 0) && (
        <Replay hint={t('deciding.replayHint')} what={() => ({ settings: change })} />
      )}
    </Section>
  )
}
