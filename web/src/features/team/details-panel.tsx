import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Conversation } from '#core/inbox/schemas.ts'
import { SidePanel } from '../../ui/dialog.tsx'
import { Failure, Loading } from '../../ui/states.tsx'
import { Notes } from './notes.tsx'
import { type Label, labelsQuery } from './team-api.ts'
import './team.css'

interface DetailsProps {
  conversation: Conversation
  myId: string | undefined
  mayAnswer: boolean
  /** Puts a label on the conversation, or takes it off. */
  onLabel: (label: Label, on: boolean) => void
  onClose: () => void
}

/** What the team knows of a conversation: its labels, and notes that are never sent. */
export default function DetailsPanel({ onClose, ...props }: DetailsProps) {
  const { t } = useTranslation()
  return (
    <SidePanel opened onClose={onClose} title={t('team.details')} width={420}>
      <div className="details">
        <PutLabels {...props} />
        <Notes conversationId={props.conversation.id} myId={props.myId} mayAnswer={props.mayAnswer} />
      </div>
    </SidePanel>
  )
}

function PutLabels({ conversation, mayAnswer, onLabel }: Omit<DetailsProps, 'onClose'>) {
  const { t } = useTranslation()
  const list = useQuery(labelsQuery)
  const on = new Set(conversation.labels.map(({ id }) => id))
  return (
    <section aria-label={t('team.labels')}>
      <h3>{t('team.labels')}</h3>
      {list.isPending && <Loading rows={1} />}
      {list.isError && !list.data && <Failure error={list.error} retry={() => void list.refetch()} />}
      {list.data?.length === 0 && <p className="muted">{t('team.noLabelsToPut')}</p>}
      <div className="details-labels">
        {list.data?.map((label) => (
          <button
            key={label.id}
            type="button"
            className="label-chip"
            aria-pressed={on.has(label.id)}
            disabled={!mayAnswer}
            onClick={() => onLabel(label, !on.has(label.id))}
          >
            <span className="label-dot" style={{ background: label.color }} />
            <span dir="auto">{label.name}</span>
          </button>
        ))}
      </div>
      {mayAnswer && <Link to="/replies">{t('team.manage')}</Link>}
    </section>
  )
}
