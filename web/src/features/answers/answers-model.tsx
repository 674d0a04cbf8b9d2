import { NativeSelect, TextInput } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { modelName } from '../../lib/model-name.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { notifyDone, notifyFailed } from '../../ui/notify.tsx'
import { useErrorWords } from '../../ui/states.tsx'
import { Status } from '../../ui/status.tsx'
import { Section } from '../workspaces/settings/section.tsx'
import { type ChangeMachineSettings, type MachineSettings, useChangeMachineSettings } from './answers-api.ts'

type Offer = MachineSettings['offers'][number]

/** Stands for “no model chosen”: a select has no null. */
const USUAL = ''
const TOKENS = { min: 500, max: 16_000, step: 500, decimals: 0 }
const TEMPERATURE = { min: 0, max: 1, step: 0.1, decimals: 2 }

interface ModelProps {
  settings: MachineSettings
  changeable: boolean
}

/** Settings of the models: which one decides and writes, its cost, and which one finds the passages. */
export function Model({ settings, changeable }: ModelProps) {
  const { t } = useTranslation()
  const { models, offers } = settings
  const chosen = offers.length > 1
  return (
    <Section title={t('answers.model')} hint={t('answers.modelHint')}>
      {chosen && <Choice settings={settings} changeable={changeable} />}
      <dl className="models">
        {models
          .filter(({ task }) => !(chosen && task === 'answers'))
          .map(({ task, model, offline }) => (
            <div key={task}>
              <dt>{t(`answers.task.${task}`)}</dt>
              <dd>
                {modelName(model, t)}
                {offline && <Status tone="neutral">{t('answers.offline')}</Status>}
              </dd>
            </div>
          ))}
      </dl>
      {models.some(({ task, offline }) => task === 'answers' && offline) && (
        <p className="setting-note" data-testid="offline-engine">
          {t(chosen ? 'answers.offlineChosen' : 'answers.offlineHint')}
        </p>
      )}
    </Section>
  )
}

function Choice({ settings, changeable }: ModelProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const words = useErrorWords()
  const save = useChangeMachineSettings()
  const { offers, answerModel, temperature, maxOutputTokens } = settings
  const answers = settings.models.find(({ task }) => task === 'answers')
  const offer = offers.find(({ model }) => model === answers?.model)
  const gone = answerModel !== null && answerModel !== answers?.model
  const change = (to: ChangeMachineSettings) =>
    save.mutate(to, {
      onSuccess: () => notifyDone(t('answers.saved')),
      onError: (error) => notifyFailed(words(error)),
    })
  const costs = ({ price }: Offer) => {
    const dollars = (amount: number) =>
      new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD' }).format(amount)
    return price
      ? t('answers.price', { input: dollars(price.input), output: dollars(price.output) })
      : t('answers.priceNone')
  }
  return (
    <div className="form">
      <NativeSelect
        label={t('answers.task.answers')}
        description={offer && costs(offer)}
        error={gone && t('answers.modelGone', { model: modelName(answerModel, t) })}
        data={[
          { value: USUAL, label: t('answers.usual') },
          ...(gone ? [{ value: answerModel, label: modelName(answerModel, t), disabled: true }] : []),
          ...offers.map((of) => ({ value: of.model, label: `${modelName(of.model, t)} · ${costs(of)}` })),
        ]}
        value={answerModel ?? USUAL}
        disabled={!changeable}
        onChange={({ currentTarget: { value } }) => change({ answerModel: value === USUAL ? null : value })}
      />
      <Figure
        label={t('answers.temperature')}
        hint={t(offer?.takesTemperature ? 'answers.temperatureHint' : 'answers.temperatureRefused')}
        value={temperature}
        limits={TEMPERATURE}
        disabled={!changeable || !offer?.takesTemperature}
        onChange={(to) => change({ temperature: to })}
      />
      <Figure
        label={t('answers.maxOutputTokens')}
        hint={t('answers.maxOutputTokensHint')}
        value={maxOutputTokens}
        limits={TOKENS}
        disabled={!changeable}
        onChange={(to) => change({ maxOutputTokens: to })}
      />
    </div>
  )
}

interface FigureProps {
  label: string
  hint: string
  value: number | null
  limits: { min: number; max: number; step: number; decimals: number }
  disabled: boolean
  onChange: (value: number | null) => void
}

/** A number that is saved on blur or Enter; empty means the task's default. */
function Figure({ label, hint, value, limits, disabled, onChange }: FigureProps) {
  const { min, max, step, decimals } = limits
  const { t } = useTranslation()
  const [typed, setTyped] = useState<string | null>(null)
  const commit = () => {
    if (typed === null) return
    setTyped(null)
    // Clamp it only now: while a number is typed, it passes through smaller ones.
    const within = Math.min(max, Math.max(min, Number(typed)))
    const to = typed === '' ? null : Number(within.toFixed(decimals))
    if (to !== value && !Number.isNaN(to)) onChange(to)
  }
  return (
    <TextInput
      type="number"
      label={label}
      description={hint}
      placeholder={t('answers.asUsual')}
      value={typed ?? value ?? ''}
      {...{ min, max, step }}
      disabled={disabled}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event: KeyboardEvent) => event.key === 'Enter' && commit()}
    />
  )
}
