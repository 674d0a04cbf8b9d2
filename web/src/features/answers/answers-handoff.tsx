import { Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { notifyDone, notifyFailed } from '../../ui/notify.tsx'
import { fieldError, useErrorWords } from '../../ui/states.tsx'
import { Section } from '../workspaces/settings/section.tsx'
import { SwitchLine } from '../workspaces/settings/switch-line.tsx'
import { type Changeable, type MachineSettings, useChangeMachineSettings } from './answers-api.ts'
import { AnswersFoot } from './answers-foot.tsx'

type Texts = Pick<Changeable, 'handoffWords' | 'handoffWordsClosed'>

const WORDS_MAX = 500

interface HandoffProps {
  settings: MachineSettings
  changeable: boolean
}

/** Settings of the handoff: what a contact is told who is passed to a person. */
export function Handoff({ settings, changeable }: HandoffProps) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const turn = useChangeMachineSettings()
  const save = useChangeMachineSettings()
  const [typed, setTyped] = useState<Partial<Texts>>({})
  const [wanted, want] = useState<boolean | null>(null)
  const handoffTold = wanted ?? settings.handoffTold
  const shown: Texts = {
    handoffWords: settings.handoffWords,
    handoffWordsClosed: settings.handoffWordsClosed,
    ...typed,
  }
  const changed = Object.keys(typed).length > 0
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(typed, {
      onSuccess: () => {
        setTyped({})
        notifyDone(t('answers.saved'))
      },
    })
  }
  const field = (name: 'handoffWords' | 'handoffWordsClosed', placeholder: string) => ({
    label: t(`answers.${name}`),
    description: t(`answers.${name}Hint`),
    placeholder,
    value: shown[name],
    readOnly: !changeable,
    dir: 'auto' as const,
    maxLength: WORDS_MAX,
    error: fieldError(save.error, name),
    onChange: (event: { currentTarget: { value: string } }) =>
      setTyped({ ...typed, [name]: event.currentTarget.value }),
  })
  return (
    <Section title={t('answers.handoff')} hint={t('answers.handoffHint')}>
      <SwitchLine
        on={handoffTold}
        name={t('answers.handoffTold')}
        about={t('answers.handoffToldAbout')}
        testId="handoffTold"
        disabled={!changeable}
        onTurn={(to) => {
          want(to)
          turn.mutate(
            { handoffTold: to },
            { onError: (error) => notifyFailed(words(error)), onSettled: () => want(null) },
          )
        }}
      />
      {handoffTold && (
        <form className="form" onSubmit={submit} data-testid="handoff">
          <Textarea
            {...field('handoffWords', settings.standardHandoff.open)}
            autosize
            minRows={2}
            maxRows={5}
          />
          {settings.openingHours !== null && (
            <Textarea
              {...field('handoffWordsClosed', settings.standardHandoff.closed)}
              autosize
              minRows={2}
              maxRows={5}
            />
          )}
          <AnswersFoot
            error={save.error}
            saving={save.isPending}
            changed={changed}
            changeable={changeable}
            onDiscard={() => setTyped({})}
          />
        </form>
      )}
    </Section>
  )
}
