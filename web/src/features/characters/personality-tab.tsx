import { Button, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Personality, Trait } from '#core/characters/schemas.ts'
import { Failure, FormFailure, fieldError, Loading } from '../../ui/states.tsx'
import { personalityQuery, usePersonality } from './api.ts'
import { fromList, toList } from './lists.ts'
import { TryBox } from './try-box.tsx'

const TRAITS = [
  'extroversion',
  'creativity',
  'humor',
  'professionalism',
  'authenticity',
] as const satisfies readonly Trait[]
const TEXTS = ['communicationStyle', 'contentTone', 'preferredTopics', 'llmPersonalityPrompt'] as const

/** How a character speaks: its traits, what they do, and a box to try them. */
export function PersonalityTab({ id, mayWrite }: { id: string; mayWrite: boolean }) {
  const found = useQuery(personalityQuery(id))
  if (found.isPending) return <Loading rows={6} />
  if (!found.data) return <Failure error={found.error} retry={() => void found.refetch()} />
  return <Form key={JSON.stringify(found.data)} id={id} personality={found.data} mayWrite={mayWrite} />
}

interface FormProps {
  id: string
  personality: Personality
  mayWrite: boolean
}

function Form({ id, personality, mayWrite }: FormProps) {
  const { t } = useTranslation()
  const save = usePersonality(id)
  const [numbers, setNumbers] = useState(() => pick(personality))
  const [texts, setTexts] = useState({
    communicationStyle: personality.communicationStyle ?? '',
    contentTone: personality.contentTone ?? '',
    preferredTopics: fromList(personality.preferredTopics),
    llmPersonalityPrompt: personality.llmPersonalityPrompt ?? '',
  })
  const { temperature: _temperature, ...traits } = numbers
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate({
      ...numbers,
      communicationStyle: texts.communicationStyle || null,
      contentTone: texts.contentTone || null,
      preferredTopics: toList(texts.preferredTopics),
      llmPersonalityPrompt: texts.llmPersonalityPrompt || null,
    })
  }
  const text = (name: (typeof TEXTS)[number]) => ({
    label: t(`characters.field.${name}`),
    value: texts[name],
    readOnly: !mayWrite,
    dir: 'auto' as const,
    error: fieldError(save.error, name),
    onChange: (event: { currentTarget: { value: string } }) =>
      setTexts({ ...texts, [name]: event.currentTarget.value }),
  })
  return (
    <div className="character-tab">
      <form className="form" onSubmit={submit}>
        {([...TRAITS, 'temperature'] as const).map((name) => (
          <Slider
            key={name}
            name={name}
            value={numbers[name]}
            disabled={!mayWrite}
            onChange={(value) => setNumbers({ ...numbers, [name]: value })}
          />
        ))}
        <p className="muted">
          {t('characters.effectiveTemperature', { value: personality.effectiveTemperature })}
        </p>
        <div className="character-two">
          <TextInput {...text('communicationStyle')} maxLength={50} />
          <TextInput {...text('contentTone')} maxLength={50} />
        </div>
        <TextInput {...text('preferredTopics')} description={t('characters.listHint')} />
        <Textarea {...text('llmPersonalityPrompt')} rows={3} maxLength={5000} />
        <FormFailure error={save.error} shownAt={TEXTS} />
        {mayWrite && (
          <div className="form-actions">
            <Button type="submit" loading={save.isPending}>
              {t('action.save')}
            </Button>
          </div>
        )}
      </form>
      {mayWrite && <TryBox id={id} traits={traits} />}
      <details className="character-section">
        <summary>{t('characters.prompt')}</summary>
        <pre className="character-prompt">{personality.prompt}</pre>
      </details>
    </div>
  )
}

const pick = ({
  extroversion,
  creativity,
  humor,
  professionalism,
  authenticity,
  temperature,
}: Personality) => ({
  extroversion,
  creativity,
  humor,
  professionalism,
  authenticity,
  temperature,
})

interface SliderProps {
  name: Trait | 'temperature'
  value: number
  disabled: boolean
  onChange: (value: number) => void
}

function Slider({ name, value, disabled, onChange }: SliderProps) {
  const { t } = useTranslation()
  const percent = Math.round(value * 100)
  return (
    <label className="character-trait">
      <span>
        {t(`characters.trait.${name}`)} <output>{percent} %</output>
      </span>
      <input
        type="range"
        min={0}
        max={100}
        step={5}
        value={percent}
        disabled={disabled}
        onChange={(event) => onChange(Number(event.currentTarget.value) / 100)}
      />
      <small className="muted">{t(`characters.effect.${name}`)}</small>
    </label>
  )
}
