import { ActionIcon, Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { shortDateTime } from '../../lib/format.ts'
import { usePlatformName } from '../../lib/platforms.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { CloseIcon } from '../../ui/icons.tsx'
import { accountsQuery } from '../accounts/api.ts'
import { type ConversationFilter, isAct, listOf, VIEWS } from '../inbox/api.ts'
import { SavedFilters } from './saved-filters.tsx'
import { countsQuery, labelsQuery } from './team-api.ts'
import '../../ui/label.css'
import './team.css'

interface PanelProps {
  filter: ConversationFilter
  /** True to choose; otherwise only what is chosen is told. */
  opened: boolean
  onOpen: (opened: boolean) => void
}

const LANGUAGES = ['en', 'fr', 'es', 'other'] as const
const ACTS = ['answered', 'ignored', 'escalated'] as const

/** The views of the inbox with their counts, its filters, and those that the team has saved. */
export default function ViewsPanel({ filter, opened, onOpen }: PanelProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const choose = (change: ConversationFilter) =>
    void navigate({ to: '.', search: (search) => ({ ...search, ...change }) })
  const clear = () => {
    onOpen(false)
    void navigate({ to: '.', search: {} })
  }
  if (!opened) return <Chosen filter={filter} onOpen={() => onOpen(true)} onClear={clear} />
  return (
    <div className="views" data-testid="views">
      <Views filter={filter} choose={choose} />
      <Filters filter={filter} choose={choose} />
      <SavedFilters filter={filter} />
      <Button variant="default" size="xs" onClick={clear}>
        {t('team.filter.clear')}
      </Button>
    </div>
  )
}

interface ChooseProps {
  filter: ConversationFilter
  choose: (change: ConversationFilter) => void
}

function Views({ filter, choose }: ChooseProps) {
  const { t } = useTranslation()
  const counts = useQuery(countsQuery).data
  const chosen = listOf(filter).view
  return (
    <ul className="views-list" aria-label={t('team.views')}>
      {VIEWS.map((view) => {
        const count = view === 'all' || view === 'archived' ? undefined : counts?.[view]
        return (
          <li key={view}>
            <button
              type="button"
              className="label-chip"
              aria-pressed={view === chosen}
              onClick={() => choose({ view, machine: undefined, since: undefined })}
            >
              {t(`team.view.${view}`)}
              {count !== undefined && count > 0 && <span className="muted">{count}</span>}
            </button>
          </li>
        )
      })}
    </ul>
  )
}

function Filters({ filter, choose }: ChooseProps) {
  const { t } = useTranslation()
  const platformName = usePlatformName()
  const accounts = useQuery(accountsQuery).data ?? []
  const labels = useQuery(labelsQuery).data ?? []
  const platforms = [...new Set(accounts.map(({ platform }) => platform))]
  const select = (
    name: 'platform' | 'account' | 'label' | 'language' | 'machine',
    options: { value: string; label: string }[],
  ) => (
    <NativeSelect
      key={name}
      size="xs"
      aria-label={t(`team.filter.${name}`)}
      value={filter[name] ?? ''}
      data={[{ value: '', label: t(`team.filter.${name}`) }, ...options]}
      onChange={({ currentTarget: { value } }) =>
        choose({ [name]: value || undefined, ...(name === 'machine' ? { since: undefined } : {}) })
      }
    />
  )
  return (
    <div className="views-filters">
      {select(
        'platform',
        platforms.map((id) => ({ value: id, label: platformName(id) })),
      )}
      {select(
        'account',
        accounts.map(({ id, name }) => ({ value: id, label: name })),
      )}
      {select(
        'label',
        labels.map(({ id, name }) => ({ value: id, label: name })),
      )}
      {select(
        'language',
        LANGUAGES.map((one) => ({ value: one, label: t(`team.language.${one}`) })),
      )}
      {select(
        'machine',
        ACTS.map((one) => ({ value: one, label: t(`team.did.${one}`) })),
      )}
    </div>
  )
}

/** One line that says what the list is narrowed to. */
function Chosen(props: { filter: ConversationFilter; onOpen: () => void; onClear: () => void }) {
  const { filter, onOpen, onClear } = props
  const { t } = useTranslation()
  const locale = useLocale()
  const platformName = usePlatformName()
  const account = useQuery(accountsQuery).data?.find(({ id }) => id === filter.account)?.name
  const label = useQuery(labelsQuery).data?.find(({ id }) => id === filter.label)?.name
  const { view, language, machine, since } = listOf(filter)
  const words = [
    view && view !== 'open' && t(`team.view.${view}`),
    filter.platform && platformName(filter.platform),
    account,
    label,
    language && t(`team.language.${language}`),
    isAct(machine) && t(`team.did.${machine}`),
    since && t('team.since', { at: shortDateTime(since, locale) }),
  ]
  const said = words.filter(Boolean).join(' · ')
  if (said === '') return null
  return (
    <p className="act-chip">
      <button type="button" className="link-button" onClick={onOpen}>
        {said}
      </button>
      <ActionIcon aria-label={t('team.filter.clear')} onClick={onClear}>
        <CloseIcon size={15} />
      </ActionIcon>
    </p>
  )
}
