import { ActionIcon, Button, Kbd, NativeSelect, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { usePlatformName } from '../../../lib/platforms.ts'
import { BackIcon, ForwardIcon } from '../../../ui/icons.tsx'
import { accountsQuery } from '../../accounts/api.ts'
import { labelsQuery } from '../../team/team-api.ts'
import { campaignsQuery } from '../sorting/api.ts'
import { type Filter, isState, STATES } from './filters.ts'
import { isView, VIEWS, type View } from './views.ts'

interface ToolbarProps {
  view: View
  title: string
  filter: Filter
  onStep: (steps: 1 | -1) => void
  onToday: () => void
  onView: (view: View) => void
  onFilter: (filter: Filter) => void
}

export function CalendarToolbar({ view, title, filter, onStep, onToday, onView, onFilter }: ToolbarProps) {
  const { t } = useTranslation()
  const { data: labels = [] } = useQuery(labelsQuery)
  const { data: campaigns = [] } = useQuery(campaignsQuery)
  return (
    <div className="calendar-toolbar">
      <div className="calendar-toolbar-time">
        <Hint label={t('calendar.previous')} keys={['←', 'K']}>
          <ActionIcon aria-label={t('calendar.previous')} onClick={() => onStep(-1)}>
            <BackIcon />
          </ActionIcon>
        </Hint>
        <Hint label={t('calendar.next')} keys={['→', 'J']}>
          <ActionIcon aria-label={t('calendar.next')} onClick={() => onStep(1)}>
            <ForwardIcon />
          </ActionIcon>
        </Hint>
        <Hint label={t('calendar.toToday')} keys={['T']}>
          <Button variant="default" onClick={onToday}>
            {t('calendar.today')}
          </Button>
        </Hint>
        <h2 aria-live="polite">{title}</h2>
      </div>
      <div className="calendar-toolbar-what">
        <AccountFilter value={filter.account} onChange={(account) => onFilter({ ...filter, account })} />
        <NativeSelect
          size="xs"
          className="calendar-filter"
          aria-label={t('calendar.byState')}
          data={[
            { value: '', label: t('calendar.everyState') },
            ...STATES.map((value) => ({ value, label: t(`calendar.states.${value}`) })),
          ]}
          value={filter.state ?? ''}
          onChange={({ currentTarget: { value } }) =>
            onFilter({ ...filter, state: isState(value) ? value : undefined })
          }
        />
        <OneOf
          name={t('sorting.label')}
          all={t('sorting.everyLabel')}
          known={labels}
          value={filter.label}
          onChange={(label) => onFilter({ ...filter, label })}
        />
        <OneOf
          name={t('sorting.campaign')}
          all={t('sorting.everyCampaign')}
          known={campaigns}
          value={filter.campaign}
          onChange={(campaign) => onFilter({ ...filter, campaign })}
        />
        <Hint label={t('calendar.view')} keys={['M', 'W', 'L']}>
          <SegmentedControl
            size="xs"
            aria-label={t('calendar.view')}
            value={view}
            onChange={(next) => isView(next) && onView(next)}
            data={VIEWS.map((value) => ({ value, label: t(`calendar.views.${value}`) }))}
          />
        </Hint>
      </div>
    </div>
  )
}

interface OneOfProps {
  name: string
  all: string
  known: readonly { id: string; name: string }[]
  value: string | undefined
  onChange: (id: string | undefined) => void
}

/** A filter by a label or a campaign. It is left out as long as there is none. */
function OneOf({ name, all, known, value, onChange }: OneOfProps) {
  if (known.length === 0) return null
  return (
    <NativeSelect
      size="xs"
      className="calendar-filter"
      aria-label={name}
      data={[{ value: '', label: all }, ...known.map((one) => ({ value: one.id, label: one.name }))]}
      value={value ?? ''}
      onChange={({ currentTarget: { value: id } }) => onChange(id || undefined)}
    />
  )
}

function AccountFilter({
  value,
  onChange,
}: {
  value: string | undefined
  onChange: (account: string | undefined) => void
}) {
  const { t } = useTranslation()
  const { data = [] } = useQuery(accountsQuery)
  const platformName = usePlatformName()
  return (
    <NativeSelect
      size="xs"
      className="calendar-filter"
      aria-label={t('calendar.byAccount')}
      data={[
        { value: '', label: t('calendar.everyAccount') },
        ...data
          .filter(({ posts }) => posts !== null)
          .map(({ id, name, platform }) => ({ value: id, label: `${name} · ${platformName(platform)}` })),
      ]}
      value={value ?? ''}
      onChange={({ currentTarget: { value: account } }) => onChange(account || undefined)}
    />
  )
}

/** Names a control and its keys when the pointer or the focus is on it. */
export function Hint({ label, keys, children }: { label: string; keys: string[]; children: ReactNode }) {
  return (
    <span className="hint">
      {children}
      <span className="hint-tip" aria-hidden="true">
        {label}
        {keys.map((key) => (
          <Kbd key={key} size="xs">
            {key}
          </Kbd>
        ))}
      </span>
    </span>
  )
}
