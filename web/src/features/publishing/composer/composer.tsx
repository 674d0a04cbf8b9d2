import { Drawer } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Failure, Loading } from '../../../ui/states.tsx'
import { accountsQuery } from '../../accounts/api.ts'
import { meQuery } from '../../workspaces/api.ts'
import { seriesOfQuery } from '../api.ts'
import { ComposerForm } from './composer-form.tsx'
import type { Task } from './writing.ts'
import './composer.css'

interface ComposerProps {
  task: Task | null
  onClose: () => void
}

/** The composer, in a drawer over the calendar as high as the window, with the preview beside the text. */
export default function Composer({ task, onClose }: ComposerProps) {
  const { t } = useTranslation()
  return (
    <Drawer
      opened={task !== null}
      onClose={onClose}
      title={t(task?.kind === 'edit' ? 'compose.edit' : 'post.new')}
      size={980}
      padding={0}
      classNames={{ content: 'composer-panel', body: 'composer-body', header: 'composer-header' }}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      {task && <Prepared task={task} onClose={onClose} />}
    </Drawer>
  )
}

/** Reads everything that the form needs before it is drawn. */
function Prepared({ task, onClose }: { task: Task; onClose: () => void }) {
  const accounts = useQuery(accountsQuery)
  const { data: me } = useQuery(meQuery)
  const seriesId = task.kind === 'edit' ? task.post.seriesId : null
  const series = useQuery(seriesOfQuery(seriesId))
  const failed = accounts.error ?? series.error
  if (failed)
    return <Failure error={failed} retry={() => void Promise.all([accounts.refetch(), series.refetch()])} />
  if (!accounts.data || !me?.workspace || (seriesId && !series.data)) return <Loading rows={4} />
  const usable = accounts.data.filter(({ posts }) => posts !== null)
  if (usable.length === 0) return <NowhereToPublish />
  return (
    <ComposerForm
      task={task}
      workspaceId={me.workspace.id}
      accounts={usable}
      series={series.data?.series ?? null}
      onClose={onClose}
    />
  )
}

function NowhereToPublish() {
  const { t } = useTranslation()
  return (
    <div className="composer-nowhere">
      <p>{t('post.noAccount')}</p>
      <Link to="/accounts" className="button-link">
        {t('post.noAccountAction')}
      </Link>
    </div>
  )
}
