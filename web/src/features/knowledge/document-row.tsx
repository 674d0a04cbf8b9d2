import { ActionIcon } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { KnowledgeDocument } from '#core/knowledge/schemas.ts'
import { fileSize, fullTime, shortDateTime } from '../../lib/format.ts'
import { said } from '../../lib/server-words.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { DocumentIcon, EditIcon, ExternalIcon, TrashIcon } from '../../ui/icons.tsx'
import { Marked } from '../../ui/marked.tsx'
import { Status, toneOf } from '../../ui/status.tsx'

interface RowProps {
  document: KnowledgeDocument
  /** Absent for people who may only read. */
  onDelete?: ((id: string, title: string) => void) | undefined
  onRetry?: ((id: string) => void) | undefined
  onEdit?: (() => void) | undefined
  retrying: boolean
  /** The search of the list. */
  sought: string
  onOpen: (document: { id: string; title: string }) => void
}

export function DocumentRow({ document, onDelete, onEdit, onRetry, retrying, sought, onOpen }: RowProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { id, title, status, error, language, sizeBytes, chunkCount, createdAt, fileName, url, unread } =
    document
  // While a document is read again or cannot be read, its earlier text is still found.
  const isFound = status === 'indexed' || chunkCount > 0
  const about = [
    fileName,
    language && t(`document.language.${language}`),
    sizeBytes > 0 && fileSize(sizeBytes, locale),
    isFound && t('document.passages', { count: chunkCount }),
  ]
  return (
    <li className="document-row" data-testid="document-row" data-status={status}>
      <span className="document-icon">
        <DocumentIcon />
      </span>
      <div className="document-lines">
        {isFound ? (
          <button
            type="button"
            className="document-title document-open"
            dir="auto"
            onClick={() => onOpen({ id, title })}
          >
            <Marked text={title} sought={sought} />
          </button>
        ) : (
          <span className="document-title" dir="auto">
            <Marked text={title} sought={sought} />
          </span>
        )}
        <span className="document-about">
          {about.filter(Boolean).join(' · ')}
          {url && <SourceLink url={url} isFirst={!about.some(Boolean)} />}
        </span>
        {unread.length > 0 && (
          <span className="document-about" data-testid="unread">
            {t('document.unread.title', {
              list: unread.map(({ what, count }) => t(`document.unread.${what}`, { count })).join(', '),
            })}
          </span>
        )}
        {isFound && status !== 'indexed' && (
          <span className="document-about" data-testid="former">
            {t(status === 'failed' ? 'document.formerStays' : 'document.formerServes')}
          </span>
        )}
        {error && (
          <span className="cell-error">
            {said(error)}{' '}
            {onRetry && (
              <button type="button" className="link-button" disabled={retrying} onClick={() => onRetry(id)}>
                {t('action.retry')}
              </button>
            )}
          </span>
        )}
      </div>
      <time className="muted" dateTime={createdAt} title={fullTime(createdAt, locale)}>
        {shortDateTime(createdAt, locale)}
      </time>
      <Status tone={toneOf(status)}>{t(`document.status.${status}`)}</Status>
      {onEdit && (
        <ActionIcon aria-label={t('document.edit', { title })} onClick={onEdit}>
          <EditIcon size={16} />
        </ActionIcon>
      )}
      {onDelete && (
        <ActionIcon aria-label={t('document.delete', { title })} onClick={() => onDelete(id, title)}>
          <TrashIcon size={16} />
        </ActionIcon>
      )}
    </li>
  )
}

function SourceLink({ url, isFirst }: { url: string; isFirst: boolean }) {
  return (
    <>
      {!isFirst && ' · '}
      <a href={url} target="_blank" rel="noreferrer noopener" className="source-link">
        {new URL(url).host} <ExternalIcon size={12} />
      </a>
    </>
  )
}
