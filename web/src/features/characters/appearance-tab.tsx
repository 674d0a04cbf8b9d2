import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Appearance, FaceMethod } from '#core/characters/schemas.ts'
import { Failure, FormFailure, fieldError, Loading } from '../../ui/states.tsx'
import { appearanceQuery, useAppearance } from './api.ts'
import { fromList, toList } from './lists.ts'

/** The columns, in the order in which they stand in the prompt; then those that are kept for a provider of one's own. */
const LINES = [
  'ageRange',
  'bodyType',
  'height',
  'skinTone',
  'hairColor',
  'hairStyle',
  'eyeColor',
  'clothingStyle',
  'preferredColors',
  'styleKeywords',
] as const
const KEPT = ['baseModel', 'loraModelPath', 'faceReferenceImageUrl', 'faceReferenceImagePath'] as const
const LISTS: readonly string[] = ['preferredColors', 'styleKeywords']
const METHODS = ['ip-adapter', 'instantid', 'faceid', 'lora'] as const satisfies readonly FaceMethod[]
const NAMES = ['defaultPromptPrefix', ...LINES, 'negativePrompt', 'likenessRight', ...KEPT] as const
type Name = (typeof NAMES)[number]

/** How a character looks, and the prompt that is assembled of it. */
export function AppearanceTab({ id, mayWrite }: { id: string; mayWrite: boolean }) {
  const found = useQuery(appearanceQuery(id))
  if (found.isPending) return <Loading rows={6} />
  if (!found.data) return <Failure error={found.error} retry={() => void found.refetch()} />
  return (
    <div className="character-tab">
      <Assembled appearance={found.data} />
      <Form key={JSON.stringify(found.data)} id={id} appearance={found.data} mayWrite={mayWrite} />
    </div>
  )
}

function Assembled({ appearance: { assembled } }: { appearance: Appearance }) {
  const { t } = useTranslation()
  return (
    <section className="character-section" aria-label={t('characters.assembled')}>
      <h3>{t('characters.assembled')}</h3>
      {assembled.parts.length === 0 && <p className="muted">{t('characters.assembledEmpty')}</p>}
      <ol className="character-parts">
        {assembled.parts.map(({ column, text }) => (
          <li key={column}>
            <span>{text}</span> <small className="muted">{t(`characters.field.${column as Name}`)}</small>
          </li>
        ))}
      </ol>
      {assembled.negativePrompt && <p>{t('characters.without', { text: assembled.negativePrompt })}</p>}
    </section>
  )
}

interface FormProps {
  id: string
  appearance: Appearance
  mayWrite: boolean
}

function Form({ id, appearance, mayWrite }: FormProps) {
  const { t } = useTranslation()
  const save = useAppearance(id)
  const [method, setMethod] = useState(appearance.faceConsistencyMethod)
  const [typed, setTyped] = useState(
    () =>
      Object.fromEntries(NAMES.map((name) => [name, writtenOf(appearance[name])])) as Record<Name, string>,
  )
  const field = (name: Name) => ({
    key: name,
    label: t(`characters.field.${name}`),
    value: typed[name],
    readOnly: !mayWrite,
    dir: 'auto' as const,
    error: fieldError(save.error, name),
    onChange: (event: { currentTarget: { value: string } }) =>
      setTyped({ ...typed, [name]: event.currentTarget.value }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const values = Object.fromEntries(
      NAMES.map((name) => [name, LISTS.includes(name) ? toList(typed[name]) : typed[name].trim() || null]),
    )
    save.mutate({ ...values, baseModel: typed.baseModel, faceConsistencyMethod: method })
  }
  return (
    <form className="form" onSubmit={submit}>
      <TextInput {...field('defaultPromptPrefix')} maxLength={2000} />
      <div className="character-two">
        {LINES.map((name) => (
          <TextInput
            {...field(name)}
            key={name}
            placeholder={name === 'ageRange' ? '25-30' : LISTS.includes(name) ? t('characters.listHint') : ''}
          />
        ))}
      </div>
      <Textarea {...field('negativePrompt')} rows={2} maxLength={2000} />
      <Textarea
        {...field('likenessRight')}
        description={t('characters.likenessHint')}
        rows={2}
        maxLength={500}
      />
      <fieldset className="character-section">
        <legend>{t('characters.kept')}</legend>
        <p className="muted">{t('characters.keptHint')}</p>
        <div className="character-two">
          <NativeSelect
            label={t('characters.field.faceConsistencyMethod')}
            value={method}
            disabled={!mayWrite}
            data={[...METHODS]}
            onChange={(event) =>
              setMethod(METHODS.find((one) => one === event.currentTarget.value) ?? 'ip-adapter')
            }
          />
          {KEPT.map((name) => (
            <TextInput {...field(name)} key={name} />
          ))}
        </div>
      </fieldset>
      <FormFailure error={save.error} shownAt={NAMES} />
      {mayWrite && (
        <div className="form-actions">
          <Button type="submit" loading={save.isPending} disabled={typed.baseModel.trim() === ''}>
            {t('action.save')}
          </Button>
        </div>
      )}
    </form>
  )
}

const writtenOf = (value: string | readonly string[] | null): string =>
  typeof value === 'string' ? value : fromList(value ?? [])
