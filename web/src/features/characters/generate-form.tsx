import { Button, Checkbox, NativeSelect, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Character, CreateGeneration, GenerationEstimate, JobType } from '#core/characters/schemas.ts'
import { money } from '../../lib/format.ts'
import { useAttempt } from '../../lib/use-attempt.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { FormFailure, fieldError, useErrorWords } from '../../ui/states.tsx'
import { appearanceQuery } from './api.ts'
import { estimateQuery, useGenerate } from './generations-api.ts'

const TYPES = ['image', 'card', 'text'] as const satisfies readonly JobType[]
const COUNTS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10']
const SIZES = ['1024x1024', '1024x1536', '1536x1024'] as const satisfies readonly CreateGeneration['size'][]
const QUALITIES = ['low', 'medium', 'high'] as const satisfies readonly CreateGeneration['quality'][]
/** Priorities by the words that people use, as numbers of the queue. */
const URGENCIES = { first: 1, usual: 5, later: 9 } as const
type Urgency = keyof typeof URGENCIES

/** Asks for pictures, cards or texts, and says before what they cost. */
export function GenerateForm({ character }: { character: Character }) {
  const { t } = useTranslation()
  const generate = useGenerate(useAttempt())
  const looks = useQuery(appearanceQuery(character.id))
  const [jobType, setJobType] = useState<(typeof TYPES)[number]>('image')
  const [prompt, setPrompt] = useState('')
  const [batchSize, setBatchSize] = useState(1)
  const [size, setSize] = useState<CreateGeneration['size']>('1024x1024')
  const [quality, setQuality] = useState<CreateGeneration['quality']>('medium')
  const [urgency, setUrgency] = useState<Urgency>('usual')
  const [useFace, setUseFace] = useState(false)
  const estimate = useQuery(estimateQuery({ jobType, batchSize }))
  const engine = estimate.data?.engine
  const hasFace = character.profileImageId !== null && Boolean(looks.data?.likenessRight)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (prompt.trim() === '') return
    const priority = URGENCIES[urgency]
    const face = useFace && hasFace && jobType === 'image'
    generate.mutate(
      {
        characterId: character.id,
        jobType,
        prompt,
        batchSize,
        priority,
        maxRetries: 3,
        size,
        quality,
        useFace: face,
      },
      { onSuccess: () => setPrompt('') },
    )
  }
  return (
    <form className="form character-section" onSubmit={submit} aria-label={t('characters.generate.title')}>
      <div className="character-two">
        <NativeSelect
          label={t('characters.generate.type.label')}
          value={jobType}
          data={TYPES.map((one) => ({ value: one, label: t(`characters.generate.type.${one}`) }))}
          onChange={(event) => setJobType(TYPES.find((one) => one === event.currentTarget.value) ?? 'image')}
        />
        <NativeSelect
          label={t('characters.generate.count')}
          value={String(batchSize)}
          data={COUNTS}
          onChange={(event) => setBatchSize(Number(event.currentTarget.value))}
        />
      </div>
      <Textarea
        label={t(`characters.generate.prompt.${engine ?? 'provider'}`)}
        rows={3}
        maxLength={engine === 'card' ? 500 : 4000}
        dir="auto"
        value={prompt}
        error={fieldError(generate.error, 'prompt')}
        onChange={(event) => setPrompt(event.currentTarget.value)}
      />
      {jobType === 'image' && engine === 'card' && (
        <p className="muted">{t('characters.generate.noProvider')}</p>
      )}
      <div className="character-two">
        {jobType !== 'text' && (
          <NativeSelect
            label={t('characters.generate.size')}
            value={size}
            data={SIZES.map((one) => ({ value: one, label: t(`characters.generate.sizes.${one}`) }))}
            onChange={(event) =>
              setSize(SIZES.find((one) => one === event.currentTarget.value) ?? '1024x1024')
            }
          />
        )}
        {engine === 'provider' && (
          <NativeSelect
            label={t('characters.generate.quality')}
            value={quality}
            data={QUALITIES.map((one) => ({ value: one, label: t(`characters.generate.qualities.${one}`) }))}
            onChange={(event) =>
              setQuality(QUALITIES.find((one) => one === event.currentTarget.value) ?? 'medium')
            }
          />
        )}
        <NativeSelect
          label={t('characters.generate.urgency')}
          value={urgency}
          data={(Object.keys(URGENCIES) as Urgency[]).map((one) => ({
            value: one,
            label: t(`characters.generate.urgencies.${one}`),
          }))}
          onChange={(event) => setUrgency(event.currentTarget.value as Urgency)}
        />
      </div>
      {engine === 'provider' && (
        <Checkbox
          label={t('characters.generate.face')}
          description={hasFace ? undefined : t('characters.generate.noFace')}
          checked={useFace && hasFace}
          disabled={!hasFace}
          error={fieldError(generate.error, 'useFace')}
          onChange={(event) => setUseFace(event.currentTarget.checked)}
        />
      )}
      <FormFailure error={generate.error} shownAt={['prompt', 'useFace']} />
      <div className="form-actions generation-cost">
        <Cost estimate={estimate.data} error={estimate.error} />
        <Button type="submit" loading={generate.isPending} disabled={prompt.trim() === ''}>
          {t('characters.generate.submit')}
        </Button>
      </div>
    </form>
  )
}

function Cost({ estimate, error }: { estimate: GenerationEstimate | undefined; error: Error | null }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const words = useErrorWords()
  if (!estimate) return <span className="muted">{error ? words(error) : ''}</span>
  const { credits, costMicros } = estimate
  const cost = costMicros ? money({ amount: costMicros / 10_000, currency: 'USD' }, locale) : null
  return (
    <span className="muted" data-testid="generation-cost">
      {credits === 0 ? t('characters.generate.free') : t('characters.generate.credits', { count: credits })}
      {cost && ` · ${t('characters.generate.about', { cost })}`}
    </span>
  )
}
