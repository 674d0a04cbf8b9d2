import { Button } from '@mantine/core'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../lib/api.ts'
import { said } from '../../lib/server-words.ts'
import { BackIcon, ClockIcon } from '../../ui/icons.tsx'
import { Screen } from '../../ui/screen.tsx'
import { Failure, FormFailure, Loading } from '../../ui/states.tsx'
import { meQuery } from '../workspaces/api.ts'
import { draftQuery, useDraftWork } from './api.ts'
import { BodyPart } from './body-part.tsx'
import { FinishPart } from './finish-part.tsx'
import { HooksPart } from './hooks-part.tsx'
import { AlsoHere } from './presence.tsx'
import { SourcePart } from './source-part.tsx'
import './drafts.css'

const Versions = lazy(() => import('./versions.tsx'))

/** One draft, from its source to its schedule: what is done last stands beside what it will look like. */
export default function EditorScreen() {
  const { t } = useTranslation()
  const { draftId: id = '' } = useParams({ strict: false })
  const { data: me } = useSuspenseQuery(meQuery)
  const { data: draft, error, refetch } = useQuery(draftQuery(id))
  const work = useDraftWork(id)
  const [versions, setVersions] = useState(false)
  if (error) return <Failure error={error} retry={() => void refetch()} />
  if (!draft) return <Loading />
  const mayWrite = me.scopes.includes('write')
  const back = () => work.mutate(() => api.post('/v1/drafts/{id}/back', { params: { id }, body: {} }))
  return (
    <Screen
      title={draft.title}
      description={t(`draft.status.${draft.status}`)}
      actions={
        <>
          <Link to="/drafts" className="draft-all">
            {t('draft.all')}
          </Link>
          <Button variant="default" leftSection={<ClockIcon size={16} />} onClick={() => setVersions(true)}>
            {t('draft.versions')}
          </Button>
          {mayWrite && draft.moves.includes('back') && (
            <Button
              variant="default"
              leftSection={<BackIcon size={16} />}
              loading={work.isPending}
              onClick={back}
            >
              {t('draft.back')}
            </Button>
          )}
        </>
      }
    >
      <div className="draft-editor">
        <div className="draft-steps" inert={!mayWrite}>
          <AlsoHere draftId={id} />
          {draft.reason && (
            <p className="field-note" data-tone="warning">
              {said(draft.reason)}
            </p>
          )}
          <FormFailure error={work.error} />
          <SourcePart draft={draft} work={work} />
          <HooksPart draft={draft} work={work} />
          <BodyPart key={draft.id} draft={draft} work={work} />
        </div>
        <FinishPart draft={draft} work={work} mayWrite={mayWrite} />
      </div>
      {versions && (
        <Suspense>
          <Versions draft={draft} work={work} onClose={() => setVersions(false)} />
        </Suspense>
      )}
    </Screen>
  )
}
