import { Button, Checkbox, NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type {
  AutomationRule,
  CreateAutomationRule,
  HashtagStrategy,
  RuleContentType,
  TriggerType,
} from '#core/automation/schemas.ts'
import type { Character } from '#core/characters/schemas.ts'
import { usePlatformName } from '../../lib/platforms.ts'
import { useAttempt } from '../../lib/use-attempt.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FormFailure, fieldError } from '../../ui/states.tsx'
import { useSaveRule } from './api.ts'
import { LimitFields } from './limit-fields.tsx'
import { TriggerFields } from './trigger-fields.tsx'

const FIELDS = [
  'characterId',
  'name',
  'promptTemplate',
  'captionTemplate',
  'hashtagTemplate',
  'triggerConfig.rrule',
  'triggerConfig.start',
] as const
const TYPES = ['text', 'image', 'video', 'mixed'] as const satisfies readonly RuleContentType[]
const HASHTAGS = ['none', 'auto', 'template'] as const satisfies readonly HashtagStrategy[]
const TEMPLATE_MAX = 5000
const QUALITY = 0.7
const COOLDOWN = 60

/** The dialog's content: everything that the API takes, all of it given. */
export type Written = CreateAutomationRule

const blank = (characterId: string): Written => ({
  ...{ characterId, name: '', description: '', enabled: true, triggerType: 'schedule', platforms: [] },
  triggerConfig: { rrule: 'FREQ=DAILY', start: `${new Date().toLocaleDateString('sv')}T09:00` },
  ...{ contentType: 'text', contentCategory: null, promptTemplate: null, captionTemplate: null },
  ...{ hashtagStrategy: 'none', hashtagTemplate: null, minContentQuality: QUALITY, needsApproval: true },
  ...{ maxPostsPerDay: null, maxPostsPerWeek: null, cooldownMinutes: COOLDOWN, quietHours: null },
})

function writtenOf(rule: AutomationRule): Written {
  const {
    id: _id,
    characterName: _name,
    timezone: _zone,
    nextAt: _next,
    timesExecuted: _times,
    lastExecutedAt: _last,
    successCount: _good,
    failureCount: _bad,
    createdAt: _at,
    updatedAt: _changed,
    ...written
  } = rule
  return written
}

interface RuleDialogProps {
  /** Null for a new one. */
  rule: AutomationRule | null
  characters: readonly Character[]
  onClose: () => void
}

/** Says when a character posts, what, and how often at most. */
export function RuleDialog({ rule, characters, onClose }: RuleDialogProps) {
  const { t } = useTranslation()
  const platformName = usePlatformName()
  const [written, write] = useState<Written>(() => (rule ? writtenOf(rule) : blank(characters[0]?.id ?? '')))
  const save = useSaveRule(rule?.id ?? null, useAttempt())
  const set = (change: Partial<Written>) => write({ ...written, ...change })
  const character = characters.find(({ id }) => id === written.characterId)
  const offered = [
    ...new Set([...(character?.accounts ?? []).map(({ platform }) => platform), ...written.platforms]),
  ]
  const isWhole = written.name.trim() !== '' && written.platforms.length > 0
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isWhole) save.mutate(written, { onSuccess: onClose })
  }
  const template = (field: 'promptTemplate' | 'captionTemplate', names: readonly string[]) => (
    <Textarea
      label={t(`automation.field.${field}`)}
      description={`${t(`automation.hint.${field}`)} ${names.map((name) => `{{${name}}}`).join(' ')}`}
      value={written[field] ?? ''}
      maxLength={TEMPLATE_MAX}
      autosize
      minRows={2}
      dir="auto"
      onChange={(event) => set({ [field]: event.currentTarget.value || null })}
      error={fieldError(save.error, field)}
    />
  )
  const names = [
    ...['character', 'date', 'weekday', 'topic'],
    ...(written.triggerType === 'event' ? ['event'] : []),
  ]
  return (
    <Dialog opened onClose={onClose} title={t(rule ? 'automation.change' : 'automation.add')} width={600}>
      <form className="form" onSubmit={submit}>
        <TextInput
          label={t('automation.field.name')}
          value={written.name}
          maxLength={255}
          dir="auto"
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={fieldError(save.error, 'name')}
          data-autofocus
        />
        <NativeSelect
          label={t('automation.field.character')}
          value={written.characterId}
          disabled={rule !== null}
          onChange={(event) => set({ characterId: event.currentTarget.value, platforms: [] })}
          data={characters.map(({ id, name }) => ({ value: id, label: name }))}
          error={fieldError(save.error, 'characterId')}
        />
        <fieldset className="automation-choices">
          <legend>{t('automation.field.platforms')}</legend>
          {offered.length === 0 && <p className="muted">{t('automation.noAccounts')}</p>}
          {offered.map((platform) => (
            <Checkbox
              key={platform}
              label={platformName(platform)}
              checked={written.platforms.includes(platform)}
              onChange={(event) =>
                set({
                  platforms: event.currentTarget.checked
                    ? [...written.platforms, platform]
                    : written.platforms.filter((one) => one !== platform),
                })
              }
            />
          ))}
        </fieldset>
        <NativeSelect
          label={t('automation.field.trigger')}
          value={written.triggerType}
          onChange={(event) => set(triggerStart(event.currentTarget.value as TriggerType))}
          data={(['schedule', 'event', 'manual'] as const).map((value) => ({
            value,
            label: t(`automation.trigger.${value}`),
          }))}
        />
        <TriggerFields
          written={written}
          set={set}
          error={save.error}
          characters={characters.filter(({ id }) => id !== written.characterId)}
        />
        <NativeSelect
          label={t('automation.field.contentType')}
          value={written.contentType}
          onChange={(event) => set({ contentType: event.currentTarget.value as RuleContentType })}
          data={TYPES.map((value) => ({ value, label: t(`automation.contentType.${value}`) }))}
        />
        {written.contentType !== 'text' || written.promptTemplate === null ? (
          <NumberInput
            label={t('automation.field.minContentQuality')}
            description={t('automation.hint.minContentQuality')}
            min={0}
            max={100}
            allowDecimal={false}
            clampBehavior="strict"
            suffix=" %"
            value={Math.round(written.minContentQuality * 100)}
            onChange={(value) => set({ minContentQuality: Number(value) / 100 })}
          />
        ) : null}
        {template('promptTemplate', names)}
        {template('captionTemplate', [...names, 'text', 'hashtags'])}
        <NativeSelect
          label={t('automation.field.hashtags')}
          value={written.hashtagStrategy}
          onChange={(event) => set({ hashtagStrategy: event.currentTarget.value as HashtagStrategy })}
          data={HASHTAGS.map((value) => ({ value, label: t(`automation.hashtags.${value}`) }))}
        />
        {written.hashtagStrategy === 'template' && (
          <TextInput
            label={t('automation.field.hashtagTemplate')}
            placeholder="#chorus"
            value={written.hashtagTemplate ?? ''}
            maxLength={500}
            onChange={(event) => set({ hashtagTemplate: event.currentTarget.value || null })}
            error={fieldError(save.error, 'hashtagTemplate')}
          />
        )}
        <LimitFields written={written} set={set} />
        <Checkbox
          label={t('automation.field.needsApproval')}
          checked={written.needsApproval}
          onChange={(event) => set({ needsApproval: event.currentTarget.checked })}
        />
        <FormFailure error={save.error} shownAt={FIELDS} />
        <Button type="submit" loading={save.isPending} disabled={!isWhole}>
          {t('automation.save')}
        </Button>
      </form>
    </Dialog>
  )
}

const triggerStart = (triggerType: TriggerType): Partial<Written> => ({
  triggerType,
  triggerConfig:
    triggerType === 'schedule'
      ? blank('').triggerConfig
      : triggerType === 'event'
        ? { event: 'post_published' }
        : {},
})
