import { ActionIcon } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Faq } from '#core/knowledge/schemas.ts'
import { TrashIcon } from '../../ui/icons.tsx'
import { Marked } from '../../ui/marked.tsx'
import { Toggle } from '../../ui/toggle.tsx'

interface RowProps {
  faq: Faq
  mayWrite: boolean
  /** The search of the list. */
  sought: string
  onEdit: (faq: Faq) => void
  onSwitch: (enabled: boolean) => void
  onDelete: () => void
}

export function FaqRow({ faq, mayWrite, sought, onEdit, onSwitch, onDelete }: RowProps) {
  const { t } = useTranslation()
  const { question, answer, keywords, language, enabled } = faq
  const about = [t(`document.language.${language}`), ...keywords]
  return (
    <li className="faq-row" data-testid="faq-row" data-off={!enabled}>
      {mayWrite && (
        <Toggle
          label={t(enabled ? 'faq.turnOff' : 'faq.turnOn', { question })}
          on={enabled}
          onTurn={onSwitch}
        />
      )}
      <div className="document-lines">
        {mayWrite ? (
          <button type="button" className="faq-question" dir="auto" onClick={() => onEdit(faq)}>
            <Marked text={question} sought={sought} />
          </button>
        ) : (
          <span className="document-title" dir="auto">
            <Marked text={question} sought={sought} />
          </span>
        )}
        <p className="faq-answer" dir="auto">
          <Marked text={answer} sought={sought} />
        </p>
        <span className="document-about">
          {about.join(' · ')}
          {!enabled && ` · ${t('faq.isOff')}`}
        </span>
      </div>
      {mayWrite && (
        <ActionIcon aria-label={t('faq.delete', { question })} onClick={onDelete}>
          <TrashIcon size={16} />
        </ActionIcon>
      )}
    </li>
  )
}
