import { Button, NativeSelect, NumberInput, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CompanyPage, CompanyRule } from '#core/companies/schemas.ts'
import { useAttempt } from '../../lib/use-attempt.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FormFailure, fieldError } from '../../ui/states.tsx'
import { authorsQuery } from '../bank/profiles-api.ts'
import { useSaveRule } from './api.ts'

const FIELDS = ['profileId', 'delayMinutes', 'prefix', 'suffix'] as const
const WORDS_MAX = 500
/** Thirty days, as the API. */
const DELAY_MAX = 43_200

interface RuleDialogProps {
  page: CompanyPage
  /** Null for a new one. */
  rule: CompanyRule | null
  onClose: () => void
}

/** Says whose posts come to a page, when, and with which words around them. */
export function RuleDialog({ page, rule, onClose }: RuleDialogProps) {
  const { t } = useTranslation()
  const authors = (useQuery(authorsQuery).data ?? []).filter(({ type }) => type === 'internal')
  const [written, write] = useState({
    profileId: rule?.profileId ?? '',
    delayMinutes: rule?.delayMinutes ?? 60,
    prefix: rule?.prefix ?? '',
    suffix: rule?.suffix ?? '',
  })
  const profileId = written.profileId || (authors[0]?.id ?? '')
  const save = useSaveRule(rule?.id ?? null, useAttempt())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(
      { ...written, profileId, companyPageId: page.id, active: rule?.active ?? true },
      { onSuccess: onClose },
    )
  }
  const words = (field: 'prefix' | 'suffix') => (
    <Textarea
      label={t(`companies.${field}`)}
      value={written[field]}
      maxLength={WORDS_MAX}
      autosize
      dir="auto"
      onChange={(event) => write({ ...written, [field]: event.currentTarget.value })}
      error={fieldError(save.error, field)}
    />
  )
  return (
    <Dialog opened onClose={onClose} title={t('companies.ruleFor', { name: page.name })} width={520}>
      <form className="form" onSubmit={submit}>
        <NativeSelect
          label={t('companies.author')}
          value={profileId}
          disabled={rule !== null}
          onChange={(event) => write({ ...written, profileId: event.currentTarget.value })}
          data={authors.map(({ id, name }) => ({ value: id, label: name }))}
          error={fieldError(save.error, 'profileId')}
          data-autofocus
        />
        <NumberInput
          label={t('companies.delay')}
          description={t('companies.delayHint')}
          min={0}
          max={DELAY_MAX}
          clampBehavior="strict"
          allowDecimal={false}
          value={written.delayMinutes}
          onChange={(value) => write({ ...written, delayMinutes: Number(value) })}
          error={fieldError(save.error, 'delayMinutes')}
        />
        {words('prefix')}
        {words('suffix')}
        <FormFailure error={save.error} shownAt={FIELDS} />
        <Button type="submit" loading={save.isPending} disabled={profileId === ''}>
          {t('companies.save')}
        </Button>
      </form>
    </Dialog>
  )
}
