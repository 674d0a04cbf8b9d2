import { Button } from '@mantine/core'
import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Profile } from '#core/bank/schemas.ts'
import { PeopleIcon, PlusIcon } from '../../ui/icons.tsx'
import { More } from '../../ui/more.tsx'
import { Screen } from '../../ui/screen.tsx'
import { Empty, Failure, Loading } from '../../ui/states.tsx'
import { useRemoval } from '../../ui/use-removal.ts'
import { meQuery } from '../workspaces/api.ts'
import { ProfileRow } from './profile-row.tsx'
import { profilesQuery, useDeleteProfile } from './profiles-api.ts'
import '../operations/operations.css'
import './bank.css'

const ProfileDialog = lazy(() => import('./profile-dialog.tsx'))
const SyncPanel = lazy(() => import('./sync-panel.tsx'))
const StylePanel = lazy(() => import('./style-panel.tsx'))

const TYPES = ['internal', 'external_influencer'] as const

/** The authors that a team writes for, and those it learns from. */
export default function ProfilesScreen() {
  const { t } = useTranslation()
  const { data: me } = useSuspenseQuery(meQuery)
  const mayWrite = me.scopes.includes('write')
  const search = useSearch({ from: '/signed-in/profiles' })
  const navigate = useNavigate()
  const type = TYPES.find((one) => one === search.type)
  const [edited, setEdited] = useState<Profile | 'new' | null>(null)
  const list = useInfiniteQuery(profilesQuery(type))
  const remove = useDeleteProfile()
  const { removeLater, isShown } = useRemoval((id, onError) => remove.mutate(id, { onError }))
  const profiles = (list.data?.pages.flatMap((page) => page.items) ?? []).filter(isShown)
  const opened = profiles.find(({ id }) => id === search.profile)
  const styled = profiles.find(({ id }) => id === search.style)
  const show = (shown: { profile?: string; style?: string }) =>
    void navigate({ to: '/profiles', search: { type: search.type, ...shown } })
  const add = mayWrite && (
    <Button leftSection={<PlusIcon size={16} />} onClick={() => setEdited('new')}>
      {t('bank.profile.add')}
    </Button>
  )
  return (
    <Screen title={t('bank.profile.title')} description={t('bank.profile.description')} actions={add}>
      <nav className="tabs" aria-label={t('bank.profile.type.label')}>
        {([undefined, ...TYPES] as const).map((one) => (
          <Link
            key={one ?? 'all'}
            to="/profiles"
            search={{ type: one }}
            className="tab"
            aria-current={one === type ? 'page' : undefined}
          >
            {t(`bank.profile.type.${one ?? 'all'}`)}
          </Link>
        ))}
      </nav>
      {list.isPending && <Loading rows={5} />}
      {list.isError && !list.data && <Failure error={list.error} retry={() => void list.refetch()} />}
      {list.data && profiles.length === 0 && (
        <Empty icon={<PeopleIcon />} title={t('bank.profile.empty')} action={add}>
          {t('bank.profile.emptyHint')}
        </Empty>
      )}
      <ul className="row-list" aria-label={t('bank.profile.title')}>
        {profiles.map((profile) => (
          <ProfileRow
            key={profile.id}
            profile={profile}
            mayWrite={mayWrite}
            onSyncs={() => show({ profile: profile.id })}
            onStyle={() => show({ style: profile.id })}
            onEdit={() => setEdited(profile)}
            onDelete={() => removeLater(profile.id, t('bank.profile.deleted', { name: profile.name }))}
          />
        ))}
      </ul>
      <More has={list.hasNextPage} loading={list.isFetchingNextPage} load={() => void list.fetchNextPage()} />
      <Suspense>
        {opened && <SyncPanel profile={opened} onClose={() => show({})} />}
        {styled && <StylePanel profile={styled} mayWrite={mayWrite} onClose={() => show({})} />}
        {edited && (
          <ProfileDialog profile={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
        )}
      </Suspense>
    </Screen>
  )
}
