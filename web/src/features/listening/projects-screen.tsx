import { Button } from '@mantine/core'
import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Project } from '#core/listening/schemas/projects.ts'
import { shortDateTime } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { useCommands } from '../../ui/commands.ts'
import { PlusIcon, SearchIcon } from '../../ui/icons.tsx'
import { More } from '../../ui/more.tsx'
import { PlatformIcon } from '../../ui/platforms.tsx'
import { Screen } from '../../ui/screen.tsx'
import { Empty, Failure, Loading } from '../../ui/states.tsx'
import { Status, toneOf } from '../../ui/status.tsx'
import { meQuery } from '../workspaces/api.ts'
import { projectsQuery } from './api.ts'
import { ShareOfVoice } from './share-of-voice.tsx'
import './listening.css'

const ProjectDialog = lazy(() => import('./project-dialog.tsx'))

/** What a team listens to, and how much each project is talked of. */
export default function ProjectsScreen() {
  const { t } = useTranslation()
  const { data: me } = useSuspenseQuery(meQuery)
  const navigate = useNavigate()
  const mayListen = me.scopes.includes('listen')
  const [making, setMaking] = useState(false)
  const list = useInfiniteQuery(projectsQuery)
  const projects = list.data?.pages.flatMap(({ items }) => items) ?? []
  useCommands(
    mayListen ? [{ id: 'new-project', label: t('listening.new'), key: 'n', run: () => setMaking(true) }] : [],
  )
  const add = mayListen && (
    <Button leftSection={<PlusIcon size={16} />} onClick={() => setMaking(true)}>
      {t('listening.new')}
    </Button>
  )
  return (
    <Screen title={t('listening.title')} description={t('listening.description')} actions={add}>
      {list.isPending && <Loading rows={5} />}
      {list.isError && !list.data && <Failure error={list.error} retry={() => void list.refetch()} />}
      {list.data && projects.length === 0 && (
        <Empty icon={<SearchIcon />} title={t('listening.empty')} action={add}>
          {t('listening.emptyHint')}
        </Empty>
      )}
      {projects.length > 1 && <ShareOfVoice />}
      <ul className="row-list" aria-label={t('listening.projects')}>
        {projects.map((project) => (
          <Row key={project.id} project={project} />
        ))}
      </ul>
      <More has={list.hasNextPage} loading={list.isFetchingNextPage} load={() => void list.fetchNextPage()} />
      <Suspense>
        {making && (
          <ProjectDialog
            onClose={() => setMaking(false)}
            onMade={({ id }) => void navigate({ to: '/listening/$projectId', params: { projectId: id } })}
          />
        )}
      </Suspense>
    </Screen>
  )
}

function Row({ project }: { project: Project }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { id, name, status, platforms, scope, counts, createdAt } = project
  return (
    <li className="heard-project" data-testid="project">
      <Link to="/listening/$projectId" params={{ projectId: id }}>
        <span className="heard-head">
          <strong dir="auto">{name}</strong>
          <Status tone={toneOf(status)}>{t(`listening.status.${status}`)}</Status>
          {platforms.map((platform) => (
            <PlatformIcon key={platform} platform={platform} />
          ))}
        </span>
        <span className="heard-scope" dir="auto">
          {scopeWords(scope)}
        </span>
        <span className="heard-meta">
          {t('listening.count', { count: counts.posts })} · {shortDateTime(createdAt, locale)}
        </span>
      </Link>
    </li>
  )
}

/** Writes what a project listens to on one line. */
export const scopeWords = ({ hashtags, creators, query }: Project['scope']): string =>
  [
    ...hashtags.map((name) => `#${name}`),
    ...new Set(creators.map(({ username }) => `@${username}`)),
    ...(query === null ? [] : [query]),
  ].join('  ')
