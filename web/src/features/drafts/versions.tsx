import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { diffWordsWithSpace } from 'diff'
import { useTranslation } from 'react-i18next'
import type { Draft, Version } from '#core/drafts/schemas.ts'
import { api } from '../../lib/api.ts'
import { shortDateTime } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { SidePanel } from '../../ui/dialog.tsx'
import { Failure, Loading } from '../../ui/states.tsx'
import { type DraftWork, versionsQuery } from './api.ts'

interface VersionsProps {
  draft: Draft
  work: DraftWork
  onClose: () => void
}

/** What hook and body have been, each with what it changed; any body can be taken up again. */
export default function Versions({ draft, work, onClose }: VersionsProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { id, moves } = draft
  const { data: versions, error, refetch } = useQuery(versionsQuery(id))
  const takeUp = (body: string) =>
    work.mutate(() => api.patch('/v1/drafts/{id}', { params: { id }, body: { body } }), {
      onSuccess: onClose,
    })
  return (
    <SidePanel opened onClose={onClose} title={t('draft.versions')} width={520}>
      {error ? <Failure error={error} retry={() => void refetch()} /> : !versions && <Loading rows={3} />}
      {versions?.length === 0 && <p className="muted">{t('draft.noVersions')}</p>}
      <ol className="draft-versions">
        {versions?.map((version, n) => (
          <li key={version.id} data-testid="version">
            <p className="draft-meta">
              {version.number} · {t(`draft.cause.${version.cause}`)} · {version.by} ·{' '}
              {shortDateTime(version.createdAt, locale)}
            </p>
            <Changes before={versions[n + 1]} after={version} />
            {moves.includes('write') && version.body !== '' && version.body !== draft.body && (
              <Button size="xs" variant="default" onClick={() => takeUp(version.body)}>
                {t('draft.takeUp')}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </SidePanel>
  )
}

const textOf = (version: Version | undefined) =>
  version ? [version.hook, version.body].filter((part) => part !== '').join('\n\n') : ''

/** Shows what a version added and took away. */
function Changes({ before, after }: { before: Version | undefined; after: Version }) {
  const parts = diffWordsWithSpace(textOf(before), textOf(after))
  return (
    <p className="draft-changes" dir="auto">
      {parts.map(({ value, added, removed }, n) => {
        if (added) return <ins key={n}>{value}</ins>
        return removed ? <del key={n}>{value}</del> : <span key={n}>{value}</span>
      })}
    </p>
  )
}
