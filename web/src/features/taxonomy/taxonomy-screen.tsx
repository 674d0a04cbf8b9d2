import { Button } from '@mantine/core'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Topic } from '#core/taxonomy/schemas.ts'
import { LANGUAGES } from '../../lib/i18n.ts'
import { PlusIcon, SearchIcon } from '../../ui/icons.tsx'
import { notifyFailed } from '../../ui/notify.tsx'
import { Screen } from '../../ui/screen.tsx'
import { Empty, Failure, Loading, useErrorWords } from '../../ui/states.tsx'
import { useRemoval } from '../../ui/use-removal.ts'
import { meQuery } from '../workspaces/api.ts'
import { type Entry, entriesQuery, type Kind, useAddStarter, useDeleteEntry } from './api.ts'
import { EntryRow } from './entry-row.tsx'
import '../operations/operations.css'
import './taxonomy.css'

const EntryDialog = lazy(() => import('./entry-dialog.tsx'))
const MergeDialog = lazy(() => import('./merge-dialog.tsx'))

const TABS = ['topics', 'topic-groups', 'audiences', 'hook-types', 'post-structures'] as const

/** Everything that posts are sorted by, a tab for each kind. */
export default function TaxonomyScreen() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/signed-in/topics' })
  const kind = TABS.find((one) => one === search.tab) ?? 'topics'
  return (
    <Screen title={t('taxonomy.title')} description={t('taxonomy.description')}>
      <nav className="tabs" aria-label={t('taxonomy.title')}>
        {TABS.map((tab) => (
          <Link
            key={tab}
            to="/topics"
            search={{ tab }}
            className="tab"
            data-tab={tab}
            aria-current={tab === kind ? 'page' : undefined}
          >
            {t(`taxonomy.${tab}.title`)}
          </Link>
        ))}
      </nav>
      <EntryList key={kind} kind={kind} />
    </Screen>
  )
}

type Opened = { act: 'write'; entry: Entry | null } | { act: 'merge'; topic: Topic } | null

function EntryList({ kind }: { kind: Kind }) {
  const { t } = useTranslation()
  const { data: me } = useSuspenseQuery(meQuery)
  const mayWrite = me.scopes.includes('write')
  const [opened, setOpened] = useState<Opened>(null)
  const list = useQuery(entriesQuery(kind))
  const groups = useQuery(entriesQuery('topic-groups')).data ?? []
  const remove = useDeleteEntry(kind)
  const { removeLater, isShown } = useRemoval((id, onError) => remove.mutate(id, { onError }))
  const entries = (list.data ?? []).filter(isShown)
  const close = () => setOpened(null)
  const row = (entry: Entry) => (
    <EntryRow
      key={entry.id}
      entry={entry}
      {...(mayWrite && {
        onEdit: () => setOpened({ act: 'write', entry }),
        onDelete: () => removeLater(entry.id, t('taxonomy.deleted', { name: entry.name })),
        ...(isTopic(kind, entry) &&
          entries.length > 1 && { onMerge: () => setOpened({ act: 'merge', topic: entry }) }),
      })}
    />
  )
  return (
    <section aria-label={t(`taxonomy.${kind}.title`)}>
      <div className="taxonomy-head">
        <p className="muted">{t(`taxonomy.${kind}.hint`)}</p>
        {mayWrite && (
          <Button
            leftSection={<PlusIcon size={16} />}
            onClick={() => setOpened({ act: 'write', entry: null })}
          >
            {t('taxonomy.add')}
          </Button>
        )}
      </div>
      {list.isPending && <Loading rows={6} />}
      {list.isError && !list.data && <Failure error={list.error} retry={() => void list.refetch()} />}
      {list.data && entries.length === 0 && (
        <Empty icon={<SearchIcon />} title={t('taxonomy.empty')} action={mayWrite && <Starter />}>
          {t('taxonomy.emptyHint')}
        </Empty>
      )}
      {kind === 'topics' ? (
        [...groups, null].map((group) => {
          const own = entries.filter((entry) => isTopic(kind, entry) && entry.groupId === (group?.id ?? null))
          return own.length === 0 ? null : (
            <section key={group?.id ?? 'none'} aria-label={group?.name ?? t('taxonomy.noGroup')}>
              <h2 className="taxonomy-group">
                {group && <Swatch color={group.color} />}
                {group?.name ?? t('taxonomy.noGroup')}
              </h2>
              <ul className="row-list">{own.map(row)}</ul>
            </section>
          )
        })
      ) : (
        <ul className="row-list">{entries.map(row)}</ul>
      )}
      <Suspense>
        {opened?.act === 'write' && <EntryDialog kind={kind} entry={opened.entry} onClose={close} />}
        {opened?.act === 'merge' && <MergeDialog topic={opened.topic} onClose={close} />}
      </Suspense>
    </section>
  )
}

const isTopic = (kind: Kind, _entry: Entry): _entry is Topic => kind === 'topics'

const Swatch = ({ color }: { color: string }) => (
  <span className="taxonomy-swatch" style={{ background: color }} aria-hidden="true" />
)

/** Offers the starter set, in either language. */
function Starter() {
  const { t } = useTranslation()
  const words = useErrorWords()
  const add = useAddStarter()
  return (
    <div className="form-actions">
      {LANGUAGES.map((language) => (
        <Button
          key={language}
          variant="default"
          loading={add.isPending}
          onClick={() => add.mutate(language, { onError: (error) => notifyFailed(words(error)) })}
        >
          {t(`taxonomy.starter.${language}`)}
        </Button>
      ))}
    </div>
  )
}
