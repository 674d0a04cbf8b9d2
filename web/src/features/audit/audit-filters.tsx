import { NativeSelect, TextInput } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useEveryMember } from '../workspaces/settings/members-api.ts'
import { ACTIONS, OBJECTS } from './audit-actions.ts'
import type { AuditSearch } from './audit-rules.ts'

interface FiltersProps {
  search: AuditSearch
  show: (change: AuditSearch) => void
}

export function AuditFilters({ search, show }: FiltersProps) {
  const { t } = useTranslation()
  const { action = '', actor = '', since = '', until = '' } = search
  return (
    <search className="audit-filters" aria-label={t('audit.filter')}>
      <NativeSelect
        size="xs"
        aria-label={t('audit.what')}
        value={action}
        onChange={(event) => show({ action: event.currentTarget.value || undefined })}
        data={[
          { value: '', label: t('audit.everything') },
          ...OBJECTS.map((object) => ({
            group: t(`audit.object.${object}`),
            items: [
              { value: `${object}.`, label: t('audit.allOf', { object: t(`audit.object.${object}`) }) },
              ...ACTIONS[object].map((one) => ({ value: one, label: t(`audit.action.${one}`) })),
            ],
          })),
        ]}
      />
      <NativeSelect
        size="xs"
        aria-label={t('audit.who')}
        value={actor}
        onChange={(event) => show({ actor: event.currentTarget.value || undefined })}
        data={useActors(actor)}
      />
      <Day label={t('audit.since')} value={since} max={until} onChange={(day) => show({ since: day })} />
      <Day label={t('audit.until')} value={until} min={since} onChange={(day) => show({ until: day })} />
    </search>
  )
}

/** Lists the members, and an actor in the address that is none: a key, a worker, somebody who has left. */
function useActors(actor: string) {
  const { t } = useTranslation()
  const members = useEveryMember().map(({ userId, name }) => ({ value: `user:${userId}`, label: name }))
  const named = actor === '' || members.some(({ value }) => value === actor)
  return [
    { value: '', label: t('audit.everybody') },
    ...members,
    ...(named ? [] : [{ value: actor, label: actor }]),
  ]
}

interface DayProps {
  label: string
  value: string
  min?: string
  max?: string
  onChange: (day: string | undefined) => void
}

function Day({ label, value, min, max, onChange }: DayProps) {
  const id = useId()
  return (
    <div className="audit-day">
      <label htmlFor={id}>{label}</label>
      <TextInput
        id={id}
        size="xs"
        type="date"
        value={value}
        {...(min ? { min } : {})}
        {...(max ? { max } : {})}
        onChange={(event) => onChange(event.currentTarget.value || undefined)}
      />
    </div>
  )
}
