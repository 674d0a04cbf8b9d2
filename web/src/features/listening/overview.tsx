import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ProjectCreator, ProjectHashtag } from '#core/listening/schemas/figures.ts'
import type { Project } from '#core/listening/schemas/projects.ts'
import { PlatformIcon } from '../../ui/platforms.tsx'
import { Scrolling } from '../../ui/scrolling.tsx'
import { Failure, Loading } from '../../ui/states.tsx'
import { creatorsQuery, hashtagsQuery, volumeQuery } from './api.ts'
import { Collection } from './collection.tsx'
import { Feeling } from './feeling.tsx'
import { ShareOfVoice } from './share-of-voice.tsx'
import { Volume } from './volume.tsx'

interface OverviewProps {
  project: Project
  days: number
  mayListen: boolean
}

/** The figures of a project. Each number opens the posts that it counts. */
export function Overview({ project: { id, platforms }, days, mayListen }: OverviewProps) {
  const { t } = useTranslation()
  const volume = useQuery(volumeQuery(id, days))
  const hashtags = useQuery(hashtagsQuery(id))
  const creators = useQuery(creatorsQuery(id))
  if (volume.isError && !volume.data)
    return <Failure error={volume.error} retry={() => void volume.refetch()} />
  if (!volume.data) return <Loading rows={6} />
  return (
    <div className="heard-overview">
      <Volume projectId={id} days={volume.data} />
      <div className="heard-columns">
        <Most
          title={t('listening.hashtags')}
          empty={t('listening.noHashtags')}
          rows={hashtags.data}
          nameOf={(row) => `#${row.name}`}
          searchOf={(row) => ({ hashtag: row.id })}
          keyOf={(row) => row.id}
          projectId={id}
        />
        <Most
          title={t('listening.creators')}
          empty={t('listening.noCreators')}
          rows={creators.data}
          nameOf={(row) => row.username}
          searchOf={(row) => ({ author: row.username, platform: row.platform })}
          keyOf={(row) => `${row.platform} ${row.username}`}
          projectId={id}
        />
      </div>
      {(hashtags.error ?? creators.error) && (
        <Failure
          error={hashtags.error ?? creators.error}
          retry={() => void Promise.all([hashtags.refetch(), creators.refetch()])}
        />
      )}
      <ShareOfVoice days={days} />
      <Collection projectId={id} mayListen={mayListen} readsFeeds={platforms.includes('web')} />
    </div>
  )
}

interface MostProps<Row> {
  title: string
  empty: string
  rows: readonly Row[] | undefined
  nameOf: (row: Row) => string
  searchOf: (row: Row) => { hashtag?: string; author?: string; platform?: string }
  keyOf: (row: Row) => string
  projectId: string
}

/** A table of what most posts have, of all time. */
function Most<Row extends ProjectHashtag | ProjectCreator>({
  title,
  empty,
  rows,
  nameOf,
  searchOf,
  keyOf,
  projectId,
}: MostProps<Row>) {
  const { t } = useTranslation()
  const count = (row: Row, polarity: 'positive' | 'negative' | undefined) => {
    const value = polarity === undefined ? row.posts : row[polarity]
    if (value === 0) return 0
    return (
      <Link
        to="/listening/$projectId"
        params={{ projectId }}
        search={{ tab: 'posts', ...searchOf(row), ...(polarity ? { polarity } : {}) }}
      >
        {value}
      </Link>
    )
  }
  return (
    <section className="heard-part" aria-label={title}>
      <h2>{title}</h2>
      {rows?.length === 0 && <p className="muted heard-hint">{empty}</p>}
      {rows && rows.length > 0 && (
        <Scrolling label={title}>
          <table className="table heard-most">
            <thead>
              <tr>
                <th scope="col">{t('listening.name')}</th>
                <th scope="col">{t('listening.posts')}</th>
                <th scope="col">{t('listening.polarity.positive')}</th>
                <th scope="col">{t('listening.polarity.negative')}</th>
                <th scope="col">{t('listening.mean')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={keyOf(row)}>
                  <th scope="row" dir="auto">
                    <span className="cell-with-icon">
                      <PlatformIcon platform={row.platform} />
                      {nameOf(row)}
                    </span>
                  </th>
                  <td>{count(row, undefined)}</td>
                  <td>{count(row, 'positive')}</td>
                  <td>{count(row, 'negative')}</td>
                  <td>
                    <Feeling mean={row.sentiment} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolling>
      )}
    </section>
  )
}
