import { ActionIcon } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { KnowledgeDocument } from '#core/knowledge/schemas.ts'
import { fileSize, fullTime, shortDateTime } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { DocumentIcon, TrashIcon } from '../../ui/icons.tsx'
import { Status, toneOf } from '../../ui/status.tsx'

interface RowProps {
  document: KnowledgeDocument
  onDelete: (id: string, title: string) => void
}

export function DocumentRow({ document, onDelete }: RowProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { id, title, status, error, language, sizeBytes, chunkCount, createdAt, fileName } = document
  const about = [
    fileName,
    language && t(`document.language.${language}`),
    fileSize(sizeBytes, locale),
    status === 'indexed' && t('document.passages', { count: chunkCount }),
  ]
  return (
    <li className="document-row" data-testid="document-row" data-status={status}>
      <span className="document-icon">
        <DocumentIcon />
      </span>
      <div className="document-lines">
        <span className="document-title" dir="auto">
          {title}
        </span>
        <span className="document-about">{about.filter(Boolean).join(' · ')}</span>
        {error && <span className="cell-error">{error}</span>}
      </div>
      <time className="muted" dateTime={createdAt} title={fullTime(createdAt, locale)}>
        {shortDateTime(createdAt, locale)}
      </time>
      <Status tone={toneOf(status)}>{t(`document.status.${status}`)}</Status>
      <ActionIcon aria-label={t('document.delete', { title })} onClick={() => onDelete(id, title)}>
        <TrashIcon size={16} />
      </ActionIcon>
    </li>
  )
}
