import { Button, NativeSelect } from '@mantine/core'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Project } from '#core/listening/schemas/projects.ts'
import { fileUrl } from '../../lib/file-url.ts'
import { DownloadIcon, PauseIcon, PlayIcon, TrashIcon, UploadIcon } from '../../ui/icons.tsx'
import { later, notifyFailed } from '../../ui/notify.tsx'
import { Screen } from '../../ui/screen.tsx'
import { Failure, Loading, useErrorWords } from '../../ui/states.tsx'
import { meQuery } from '../workspaces/api.ts'
import { projectQuery, useDeleteProject, useUpdateProject } from './api.ts'
import { LeftOut } from './left-out.tsx'
import { Overview } from './overview.tsx'
import { Posts } from './posts.tsx'
import { daysOf, RANGES, TABS, tabOf } from './project-search.ts'
import { scopeWords } from './projects-screen.tsx'
import { Signals } from './signals.tsx'
import '../operations/operations.css'
import './listening.css'

const ImportDialog = lazy(() => import('./import-dialog.tsx'))

/** One project: its figures, its posts, and what people left out of it. */
export default function ProjectScreen() {
  const { projectId } = useParams({ from: '/signed-in/listening/$projectId' })
  const { t } = useTranslation()
  const project = useQuery(projectQuery(projectId))
  if (project.data) return <Shown project={project.data} />
  return (
    <Screen title={t('listening.title')}>
      {project.isError ? (
        <Failure error={project.error} retry={() => void project.refetch()} />
      ) : (
        <Loading rows={8} />
      )}
    </Screen>
  )
}

function Shown({ project }: { project: Project }) {
  const { t } = useTranslation()
  const { data: me } = useSuspenseQuery(meQuery)
  const search = useSearch({ from: '/signed-in/listening/$projectId' })
  const navigate = useNavigate()
  const mayListen = me.scopes.includes('listen')
  const tab = tabOf(search)
  const { id } = project
  return (
    <Screen
      title={project.name}
      description={scopeWords(project.scope)}
      actions={<Actions project={project} mayListen={mayListen} />}
    >
      <nav className="tabs heard-tabs" aria-label={t('listening.parts')}>
        {TABS.map((one) => (
          <Link
            key={one}
            to="/listening/$projectId"
            params={{ projectId: id }}
            search={{ tab: one, days: search.days }}
            className="tab"
            aria-current={one === tab ? 'page' : undefined}
          >
            {t(`listening.tab.${one}`)}
          </Link>
        ))}
        {tab === 'overview' && (
          <NativeSelect
            size="xs"
            aria-label={t('listening.range')}
            value={String(daysOf(search))}
            onChange={(event) =>
              void navigate({
                to: '/listening/$projectId',
                params: { projectId: id },
                search: { ...search, days: event.currentTarget.value },
                replace: true,
              })
            }
            data={RANGES.map((days) => ({
              value: String(days),
              label: t('listening.days', { count: days }),
            }))}
          />
        )}
      </nav>
      {tab === 'overview' && <Overview project={project} days={daysOf(search)} mayListen={mayListen} />}
      {tab === 'signals' && <Signals project={project} mayListen={mayListen} />}
      {tab === 'posts' && <Posts project={project} search={search} mayListen={mayListen} />}
      {tab === 'leftOut' && <LeftOut projectId={id} mayListen={mayListen} />}
    </Screen>
  )
}

function Actions({ project, mayListen }: { project: Project; mayListen: boolean }) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const navigate = useNavigate()
  const [importing, setImporting] = useState(false)
  const update = useUpdateProject(project.id)
  const remove = useDeleteProject()
  const isActive = project.status === 'active'
  const onError = (error: unknown) => notifyFailed(words(error))
  const removeLater = () => {
    void navigate({ to: '/listening' })
    later(
      t('listening.deleted', { name: project.name }),
      t('action.undo'),
      () => remove.mutate(project.id, { onError }),
      () => void navigate({ to: '/listening/$projectId', params: { projectId: project.id } }),
    )
  }
  return (
    <>
      <Button
        component="a"
        href={fileUrl(`/v1/projects/${project.id}/posts/export`)}
        variant="default"
        leftSection={<DownloadIcon size={16} />}
      >
        {t('listening.export')}
      </Button>
      {mayListen && (
        <>
          <Button
            variant="default"
            leftSection={isActive ? <PauseIcon size={16} /> : <PlayIcon size={16} />}
            loading={update.isPending}
            onClick={() => update.mutate({ status: isActive ? 'paused' : 'active' }, { onError })}
          >
            {t(isActive ? 'listening.pause' : 'listening.resume')}
          </Button>
          <Button
            variant="default"
            aria-label={t('listening.delete')}
            title={t('listening.delete')}
            onClick={removeLater}
          >
            <TrashIcon size={16} />
          </Button>
          <Button leftSection={<UploadIcon size={16} />} onClick={() => setImporting(true)}>
            {t('listening.import.title')}
          </Button>
        </>
      )}
      <Suspense>
        {importing && <ImportDialog projectId={project.id} onClose={() => setImporting(false)} />}
      </Suspense>
    </>
  )
}
