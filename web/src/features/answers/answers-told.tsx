import { Textarea, TextInput } from '@mantine/core'
import { useSessionStorage } from '@mantine/hooks'
import type { FormEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { modelName } from '../../lib/model-name.ts'
import { notifyDone } from '../../ui/notify.tsx'
import { fieldError } from '../../ui/states.tsx'
import { Section } from '../workspaces/settings/section.tsx'
import { type Changeable, type MachineSettings, useChangeMachineSettings } from './answers-api.ts'
import { AnswersFoot } from './answers-foot.tsx'

type Texts = Pick<Changeable, 'systemPrompt' | 'instructions' | 'disclosure'>
type Typed = Partial<Record<keyof Texts, string>>

const PROMPT_MAX = 8_000
const DISCLOSURE_MAX = 500

interface ToldProps {
  settings: MachineSettings
  changeable: boolean
  /** What stands below, which may need the change that is not saved. */
  children: (change: Partial<Texts>) => ReactNode
}

/** The instructions. They are saved together and can be tried unsaved; typed text survives leaving the page until then. */
export function Told({ settings, changeable, children }: ToldProps) {
  const { t } = useTranslation()
  const [typed, setTyped, forget] = useSessionStorage<Typed>({ key: 'chorus-answers', defaultValue: {} })
  const save = useChangeMachineSettings()
  const shown = { ...asTyped(settings), ...typed }
  const change = changeOf(shown, settings)
  const changed = Object.keys(change).length > 0
  const does = useDoes(settings)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!changed) return
    save.mutate(change, {
      onSuccess: () => {
        forget()
        notifyDone(t('answers.saved'))
      },
    })
  }
  const field = (name: keyof Texts) => ({
    label: t(`answers.${name}`),
    description: `${t(`answers.${name}Hint`)} ${does[name]}`,
    value: shown[name],
    readOnly: !changeable,
    dir: 'auto' as const,
    error: fieldError(save.error, name),
    onChange: (event: { currentTarget: { value: string } }) =>
      setTyped({ ...typed, [name]: event.currentTarget.value }),
  })
  return (
    <>
      <Section title={t('answers.told')} hint={t('answers.toldHint')}>
        <form className="form" onSubmit={submit} data-testid="told">
          <Textarea {...field('systemPrompt')} maxLength={PROMPT_MAX} autosize minRows={2} maxRows={8} />
          <Textarea {...field('instructions')} maxLength={PROMPT_MAX} autosize minRows={3} maxRows={14} />
          <TextInput
            {...field('disclosure')}
            placeholder={settings.standardDisclosure}
            maxLength={DISCLOSURE_MAX}
          />
          <AnswersFoot
            error={save.error}
            saving={save.isPending}
            changed={changed}
            changeable={changeable}
            onDiscard={forget}
          />
        </form>
      </Section>
      {children(change)}
    </>
  )
}

/** Returns how each text is used with the model that answers now. */
function useDoes({ models }: MachineSettings): Record<keyof Texts, string> {
  const { t } = useTranslation()
  const answers = models.find(({ task }) => task === 'answers')
  const read = t('answers.modelReads', { model: modelName(answers?.model ?? '', t) })
  const free = answers?.offline ? t('answers.offlineIgnores') : read
  return {
    systemPrompt: free,
    instructions: free,
    disclosure: t('answers.everyoneSays'),
  }
}

const asTyped = ({ systemPrompt, instructions, disclosure }: Texts): Required<Typed> => ({
  systemPrompt,
  instructions,
  disclosure,
})

/** Returns the changed texts, as the API takes them. */
export function changeOf(shown: Required<Typed>, settings: Texts): Partial<Texts> {
  const before = asTyped(settings)
  return {
    ...(shown.systemPrompt.trim() === before.systemPrompt ? {} : { systemPrompt: shown.systemPrompt }),
    ...(shown.instructions.trim() === before.instructions ? {} : { instructions: shown.instructions }),
    ...(shown.disclosure.trim() === before.disclosure ? {} : { disclosure: shown.disclosure }),
  }
}
