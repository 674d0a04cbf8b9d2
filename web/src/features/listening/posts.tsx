import { Button, NativeSelect } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Project } from '#core/listening/schemas/projects.ts'
import { usePlatformName } from '../../lib/platforms.ts'
import { SearchIcon } from '../../ui/icons.tsx'
import { More } from '../../ui/more.tsx'
import { Empty, Failure, Loading } from '../../ui/states.tsx'
import { hashtagsQuery, postsQuery } from './api.ts'
import { PostRow } from './post-row.tsx'
import { filterOf, POLARITIES, type ProjectSearch } from './project-search.ts'

interface PostsProps {
  project: Project
  search: ProjectSearch
  mayListen: boolean
}

/** The posts of a project, the latest first, narrowed by what the address says. */
export function Posts({ project, search, mayListen }: PostsProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const list = useInfiniteQuery({
    ...postsQuery(project.id, filterOf(search)),
    placeholderData: (before) => before,
  })
  const posts = list.data?.pages.flatMap(({ items }) => items) ?? []
  const change = (part: ProjectSearch) =>
    void navigate({
      to: '/listening/$projectId',
      params: { projectId: project.id },
      search: { ...search, ...part },
      replace: true,
    })
  const clear = () =>
    change({
      polarity: undefined,
      platform: undefined,
      author: undefined,
      hashtag: undefined,
      day: undefined,
    })
  const isNarrowed = Object.keys(filterOf(search)).length > 0
  return (
    <>
      <Filters project={project} search={search} onChange={change} />
      {list.isPending && <Loading rows={6} />}
      {list.isError && !list.data && <Failure error={list.error} retry={() => void list.refetch()} />}
      {list.data && posts.length === 0 && (
        <Empty
          icon={<SearchIcon />}
          title={t(isNarrowed ? 'listening.nothing' : 'listening.noPosts')}
          action={
            isNarrowed && (
              <Button variant="default" onClick={clear}>
                {t('listening.filter.clear')}
              </Button>
            )
          }
        >
          {t(isNarrowed ? 'listening.nothingHint' : 'listening.noPostsHint')}
        </Empty>
      )}
      <ul className="row-list" aria-label={t('listening.posts')} aria-busy={list.isPlaceholderData}>
        {posts.map((post) => (
          <PostRow key={post.id} projectId={project.id} post={post} mayListen={mayListen} />
        ))}
      </ul>
      <More has={list.hasNextPage} loading={list.isFetchingNextPage} load={() => void list.fetchNextPage()} />
    </>
  )
}

interface FiltersProps {
  project: Project
  search: ProjectSearch
  onChange: (part: ProjectSearch) => void
}

function Filters({ project, search, onChange }: FiltersProps) {
  const { t } = useTranslation()
  const platformName = usePlatformName()
  const hashtags = useQuery(hashtagsQuery(project.id)).data ?? []
  const select = (
    name: 'polarity' | 'platform' | 'hashtag',
    options: readonly { value: string; label: string }[],
  ) => (
    <NativeSelect
      size="xs"
      aria-label={t(`listening.filter.${name}`)}
      value={search[name] ?? ''}
      onChange={(event) => onChange({ [name]: event.currentTarget.value || undefined })}
      data={[{ value: '', label: t(`listening.filter.${name}`) }, ...options]}
    />
  )
  return (
    <search className="heard-filters">
      {select(
        'polarity',
        POLARITIES.map((value) => ({ value, label: t(`listening.polarity.${value}`) })),
      )}
      {select(
        'platform',
        project.platforms.map((value) => ({ value, label: platformName(value) })),
      )}
      {select(
        'hashtag',
        hashtags.map(({ id, name, platform }) => ({
          value: id,
          label: `#${name} · ${platformName(platform)}`,
        })),
      )}
      {(['author', 'day'] as const).map((name) => {
        const value = search[name]
        return value === undefined ? null : (
          <Button
            key={name}
            size="xs"
            variant="light"
            onClick={() => onChange({ [name]: undefined })}
            title={t('listening.filter.drop')}
          >
            {value} ×
          </Button>
        )
      })}
    </search>
  )
}
