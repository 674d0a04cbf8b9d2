import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { shortDateTime } from '../../lib/format.ts'
import { said } from '../../lib/server-words.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { RefreshIcon } from '../../ui/icons.tsx'
import { notifyFailed } from '../../ui/notify.tsx'
import { PlatformIcon } from '../../ui/platforms.tsx'
import { Scrolling } from '../../ui/scrolling.tsx'
import { Failure, useErrorWords } from '../../ui/states.tsx'
import { Status, type Tone } from '../../ui/status.tsx'
import { collectionQuery, useAddFeed, useRemoveFeed, useRunProject } from './api.ts'

const TONES: Readonly<Record<'waiting' | 'reading' | 'failed' | 'unavailable', Tone>> = {
  waiting: 'success',
  reading: 'info',
  failed: 'danger',
  unavailable: 'neutral',
}

const SIGNS = { hashtag: '#', creator: '@', feed: '' } as const

/** What is asked of each platform for a project, and how that goes. */
export function Collection({
  projectId,
  mayListen,
  readsFeeds,
}: {
  projectId: string
  mayListen: boolean
  readsFeeds: boolean
}) {
  const { t } = useTranslation()
  const locale = useLocale()
  const words = useErrorWords()
  const collection = useQuery(collectionQuery(projectId))
  const run = useRunProject(projectId)
  const remove = useRemoveFeed(projectId)
  const targets = collection.data ?? []
  const mayFeed = mayListen && readsFeeds
  if (collection.isError && !collection.data)
    return <Failure error={collection.error} retry={() => void collection.refetch()} />
  if (targets.length === 0 && !mayFeed) return null
  const canRun = mayListen && targets.some(({ state }) => state !== 'unavailable')
  return (
    <section className="heard-part" aria-label={t('listening.collection.title')}>
      <h2>{t('listening.collection.title')}</h2>
      {canRun && (
        <Button
          size="xs"
          variant="default"
          leftSection={<RefreshIcon size={14} />}
          loading={run.isPending}
          onClick={() => run.mutate(undefined, { onError: (error) => notifyFailed(words(error)) })}
        >
          {t('listening.collection.run')}
        </Button>
      )}
      {mayFeed && <AddFeed projectId={projectId} />}
      {targets.length > 0 && (
        <Scrolling label={t('listening.collection.title')}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t('listening.name')}</th>
                <th scope="col">{t('listening.collection.state')}</th>
                <th scope="col">{t('listening.collection.found')}</th>
                <th scope="col">{t('listening.collection.last')}</th>
              </tr>
            </thead>
            <tbody>
              {targets.map(({ platform, kind, name, feedId, state, problem, postsFound, lastRunAt }) => (
                <tr key={`${platform} ${kind} ${name}`}>
                  <th scope="row" dir="auto">
                    <span className="cell-with-icon">
                      <PlatformIcon platform={platform} />
                      {SIGNS[kind]}
                      {name}
                    </span>
                    {mayListen && feedId !== null && (
                      <Button
                        size="compact-xs"
                        variant="subtle"
                        aria-label={t('listening.feed.removeNamed', { name })}
                        onClick={() =>
                          remove.mutate(feedId, { onError: (error) => notifyFailed(words(error)) })
                        }
                      >
                        {t('listening.feed.remove')}
                      </Button>
                    )}
                  </th>
                  <td>
                    <Status tone={TONES[state]}>{t(`listening.collection.states.${state}`)}</Status>
                    {problem !== null && <span className="heard-problem">{said(problem)}</span>}
                  </td>
                  <td>{postsFound}</td>
                  <td>{lastRunAt === null ? '–' : shortDateTime(lastRunAt, locale)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolling>
      )}
    </section>
  )
}

/** Has the project read a feed. */
function AddFeed({ projectId }: { projectId: string }) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const add = useAddFeed(projectId)
  const [url, setUrl] = useState('')
  return (
    <form
      className="heard-acts"
      onSubmit={(event) => {
        event.preventDefault()
        add.mutate(url.trim(), { onSuccess: () => setUrl('') })
      }}
    >
      <TextInput
        size="xs"
        type="url"
        required
        label={t('listening.feed.address')}
        description={t('listening.feed.hint')}
        error={add.error && words(add.error)}
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <Button size="xs" variant="default" type="submit" loading={add.isPending}>
        {t('listening.feed.add')}
      </Button>
    </form>
  )
}
