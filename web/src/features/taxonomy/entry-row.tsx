import { ActionIcon, Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { EditIcon, TrashIcon } from '../../ui/icons.tsx'
import type { Entry } from './api.ts'

interface RowProps {
  entry: Entry
  /** Absent for people who may only read. */
  onEdit?: () => void
  onDelete?: () => void
  /** Absent for what cannot be merged. */
  onMerge?: () => void
}

export function EntryRow({ entry, onEdit, onDelete, onMerge }: RowProps) {
  const { t } = useTranslation()
  const { name } = entry
  return (
    <li className="taxonomy-row" data-testid="taxonomy-row">
      {'color' in entry && (
        <span className="taxonomy-swatch" style={{ background: entry.color }} aria-hidden="true" />
      )}
      <div className="taxonomy-words">
        <strong dir="auto">{name}</strong>
        {'description' in entry && entry.description && (
          <p className="muted" dir="auto">
            {entry.description}
          </p>
        )}
        {'promptInstruction' in entry && entry.promptInstruction && (
          <p dir="auto">{entry.promptInstruction}</p>
        )}
        {'vocabularyToUse' in entry && (
          <>
            <Vocabulary name={t('taxonomy.use')} words={entry.vocabularyToUse} />
            <Vocabulary name={t('taxonomy.avoid')} words={entry.vocabularyToAvoid} />
          </>
        )}
      </div>
      <div className="taxonomy-acts">
        {onMerge && (
          <Button size="xs" variant="default" onClick={onMerge}>
            {t('taxonomy.merge.open')}
          </Button>
        )}
        {onEdit && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('taxonomy.edit', { name })}
            onClick={onEdit}
          >
            <EditIcon size={16} />
          </ActionIcon>
        )}
        {onDelete && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('taxonomy.delete', { name })}
            onClick={onDelete}
          >
            <TrashIcon size={16} />
          </ActionIcon>
        )}
      </div>
    </li>
  )
}

function Vocabulary({ name, words }: { name: string; words: readonly string[] }) {
  if (words.length === 0) return null
  return (
    <p dir="auto">
      <span className="muted">{name}</span> {words.join(', ')}
    </p>
  )
}
