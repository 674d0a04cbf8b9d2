import { Button } from '@mantine/core'
import { useInfiniteQuery, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CompanyPost } from '#core/companies/schemas.ts'
import { CheckIcon, PlusIcon } from '../../ui/icons.tsx'
import { More } from '../../ui/more.tsx'
import { Screen } from '../../ui/screen.tsx'
import { Empty, Failure, Loading } from '../../ui/states.tsx'
import { meQuery } from '../workspaces/api.ts'
import { pagesQuery, postsQuery } from './api.ts'
import { PageDialog } from './page-dialog.tsx'
import { PageSection } from './page-section.tsx'
import { PostRow } from './post-row.tsx'
import '../operations/operations.css'
import './companies.css'

const TABS = ['posts', 'pages'] as const

/** The pages of companies with their rules, and what rules have taken to them. */
export default function CompaniesScreen() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/signed-in/company-pages' })
  const { data: me } = useSuspenseQuery(meQuery)
  const mayManage = me.scopes.includes('manage')
  const [adding, add] = useState(false)
  const tab = TABS.find((one) => one === search.tab) ?? 'posts'
  const addPage = mayManage && (
    <Button leftSection={<PlusIcon size={16} />} onClick={() => add(true)}>
      {t('companies.addPage')}
    </Button>
  )
  return (
    <Screen title={t('companies.title')} description={t('companies.description')} actions={addPage}>
      <nav className="tabs" aria-label={t('companies.title')}>
        {TABS.map((one) => (
          <Link
            key={one}
            to="/company-pages"
            search={{ tab: one }}
            className="tab"
            aria-current={one === tab ? 'page' : undefined}
          >
            {t(`companies.tab.${one}`)}
          </Link>
        ))}
      </nav>
      {tab === 'posts' ? (
        <Posts mayWrite={me.scopes.includes('write')} />
      ) : (
        <Pages mayManage={mayManage} addPage={addPage} />
      )}
      {adding && <PageDialog onClose={() => add(false)} />}
    </Screen>
  )
}

const isOpen = ({ status }: CompanyPost) => status === 'queued' || status === 'waiting'

/** What waits, in the order in which it goes out; below it what is done. */
function Posts({ mayWrite }: { mayWrite: boolean }) {
  const { t } = useTranslation()
  const list = useInfiniteQuery(postsQuery)
  if (list.isPending) return <Loading rows={5} />
  if (!list.data) return <Failure error={list.error} retry={() => void list.refetch()} />
  const posts = list.data.pages.flatMap((page) => page.items)
  const open = posts.filter(isOpen).toSorted((a, b) => a.scheduledFor.localeCompare(b.scheduledFor))
  const parts = [
    ['waiting', open],
    ['done', posts.filter((post) => !isOpen(post))],
  ] as const
  return (
    <>
      {posts.length === 0 && (
        <Empty icon={<CheckIcon />} title={t('companies.noPosts')}>
          {t('companies.noPostsHint')}
        </Empty>
      )}
      {parts.map(
        ([name, shown]) =>
          shown.length > 0 && (
            <section key={name} aria-label={t(`companies.part.${name}`)}>
              <h2 className="companies-part">{t(`companies.part.${name}`)}</h2>
              <ul className="row-list">
                {shown.map((post) => (
                  <PostRow key={post.id} post={post} mayCancel={mayWrite && isOpen(post)} />
                ))}
              </ul>
            </section>
          ),
      )}
      <More has={list.hasNextPage} loading={list.isFetchingNextPage} load={() => void list.fetchNextPage()} />
    </>
  )
}

function Pages({ mayManage, addPage }: { mayManage: boolean; addPage: React.ReactNode }) {
  const { t } = useTranslation()
  const pages = useQuery(pagesQuery)
  if (pages.isPending) return <Loading rows={3} />
  if (!pages.data) return <Failure error={pages.error} retry={() => void pages.refetch()} />
  if (pages.data.length === 0)
    return (
      <Empty icon={<CheckIcon />} title={t('companies.noPages')} action={addPage}>
        {t('companies.noPagesHint')}
      </Empty>
    )
  return pages.data.map((page) => <PageSection key={page.id} page={page} mayManage={mayManage} />)
}
