import { Button } from '@mantine/core'
import { useInfiniteQuery, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Cluster, ClusterRun } from '#core/clusters/schemas.ts'
import { fullTime, shortDateTime } from '../../lib/format.ts'
import { said } from '../../lib/server-words.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { useCommands } from '../../ui/commands.ts'
import { CheckIcon, RefreshIcon } from '../../ui/icons.tsx'
import { More } from '../../ui/more.tsx'
import { notifyFailed } from '../../ui/notify.tsx'
import { Screen } from '../../ui/screen.tsx'
import { Empty, Failure, Loading, useErrorWords } from '../../ui/states.tsx'
import { meQuery } from '../workspaces/api.ts'
import { runQuery, TABS, type Tab, themesQuery, useGroup } from './api.ts'
import { ThemePanel } from './theme-panel.tsx'
import { ThemeRow } from './theme-row.tsx'
import '../operations/operations.css'
import './clusters.css'

/** What people write about, and which of their questions nothing in the knowledge answers. */
export default function ThemesScreen() {
  const { t } = useTranslation()
  const words = useErrorWords()
  const search = useSearch({ from: '/signed-in/themes' })
  const navigate = useNavigate()
  const { data: me } = useSuspenseQuery(meQuery)
  const run = useQuery(runQuery)
  const group = useGroup()
  const mayAnswer = me.scopes.includes('answer')
  const tab = TABS.find((one) => one === search.tab) ?? 'unanswered'
  const running = run.data?.status === 'running'
  const start = () => group.mutate(undefined, { onError: (error) => notifyFailed(words(error)) })
  const open = (theme: string | undefined) => void navigate({ to: '/themes', search: { tab, theme } })
  useCommands(mayAnswer && !running ? [{ id: 'group', label: t('clusters.group'), run: start }] : [])
  const action = mayAnswer && (
    <Button
      leftSection={<RefreshIcon size={16} />}
      loading={group.isPending}
      disabled={running || run.isPending}
      onClick={start}
    >
      {t('clusters.group')}
    </Button>
  )
  return (
    <Screen title={t('clusters.title')} description={t('clusters.description')} actions={action}>
      <nav className="tabs" aria-label={t('clusters.title')}>
        {TABS.map((one) => (
          <Link
            key={one}
            to="/themes"
            search={{ tab: one }}
            className="tab"
            aria-current={one === tab ? 'page' : undefined}
          >
            {t(`clusters.tab.${one}`)}
          </Link>
        ))}
      </nav>
      {run.data && <Run run={run.data} />}
      <Themes tab={tab} wasRun={Boolean(run.data)} open={open} />
      {search.theme && (
        <ThemePanel
          id={search.theme}
          unanswered={tab === 'unanswered'}
          mayAnswer={mayAnswer}
          mayWrite={me.scopes.includes('write')}
          onClose={() => open(undefined)}
        />
      )}
    </Screen>
  )
}

/** Says how many texts were read when, or that this goes on, or has failed. */
function Run({ run: { status, texts, grouped, error, finishedAt } }: { run: ClusterRun }) {
  const { t } = useTranslation()
  const locale = useLocale()
  return (
    <p className="clusters-run" role="status" data-testid="run" data-status={status}>
      {finishedAt && (
        <>
          <time dateTime={finishedAt} title={fullTime(finishedAt, locale)}>
            {shortDateTime(finishedAt, locale)}
          </time>
          {' · '}
        </>
      )}
      {status === 'running' && t('clusters.run.running')}
      {status === 'done' && t('clusters.run.done', { count: texts, alone: texts - grouped })}{' '}
      {status !== 'done' && error !== null && said(error)}
    </p>
  )
}

interface ThemesProps {
  tab: Tab
  wasRun: boolean
  open: (theme: string) => void
}

/** Open themes first, those that most people write about at the top. */
function Themes({ tab, wasRun, open }: ThemesProps) {
  const { t } = useTranslation()
  const list = useInfiniteQuery(themesQuery(tab))
  if (list.isPending) return <Loading rows={5} />
  if (!list.data) return <Failure error={list.error} retry={() => void list.refetch()} />
  const count = (theme: Cluster) => (tab === 'unanswered' ? theme.unanswered : theme.size)
  const isOpen = ({ status }: Cluster) => status === 'open'
  const themes = list.data.pages
    .flatMap(({ items }) => items)
    .toSorted((a, b) => Number(isOpen(b)) - Number(isOpen(a)) || count(b) - count(a))
  if (themes.length === 0)
    return (
      <Empty icon={<CheckIcon />} title={t(wasRun ? `clusters.none.${tab}` : 'clusters.none.yet')}>
        {t(wasRun ? 'clusters.none.hint' : 'clusters.none.yetHint')}
      </Empty>
    )
  return (
    <>
      <ul className="row-list" aria-label={t(`clusters.tab.${tab}`)}>
        {themes.map((theme) => (
          <ThemeRow
            key={theme.id}
            theme={theme}
            unanswered={tab === 'unanswered'}
            open={() => open(theme.id)}
          />
        ))}
      </ul>
      <More has={list.hasNextPage} loading={list.isFetchingNextPage} load={() => void list.fetchNextPage()} />
    </>
  )
}
