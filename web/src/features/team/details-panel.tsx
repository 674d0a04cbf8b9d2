import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Conversation } from '#core/inbox/schemas.ts'
import { shortDateTime } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { SidePanel } from '../../ui/dialog.tsx'
import { LabelToggle } from '../../ui/label.tsx'
import { notifyDone, notifyFailed } from '../../ui/notify.tsx'
import { Failure, Loading, useErrorWords } from '../../ui/states.tsx'
import { ContactSection } from './contact.tsx'
import { Notes } from './notes.tsx'
import { SnoozeSelect } from './snooze-select.tsx'
import { type Label, labelsQuery, useSnooze } from './team-api.ts'
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
        {props.mayAnswer && <Snooze conversation={props.conversation} />}
        <PutLabels {...props} />
        <ContactSection
          customerId={props.conversation.customer.id}
          conversationId={props.conversation.id}
          mayAnswer={props.mayAnswer}
        />
        <Notes conversationId={props.conversation.id} myId={props.myId} mayAnswer={props.mayAnswer} />
      </div>
    </SidePanel>
  )
}

/** Takes the conversation out of the lists of work until a time. */
function Snooze({ conversation: { id, snoozedUntil } }: Pick<DetailsProps, 'conversation'>) {
  const { t } = useTranslation()
  const locale = useLocale()
  const words = useErrorWords()
  const snooze = useSnooze(id)
  const until = (at: string | null) =>
    snooze.mutate(at, {
      onSuccess: () =>
        notifyDone(
          at === null ? t('team.snooze.ended') : t('team.snooze.done', { at: shortDateTime(at, locale) }),
          { label: t('action.undo'), undo: () => snooze.mutate(snoozedUntil) },
        ),
      onError: (error) => notifyFailed(words(error)),
    })
  return (
    <section aria-label={t('team.snooze.title')}>
      <h3>{t('team.snooze.title')}</h3>
      {snoozedUntil && (
        <p className="muted">{t('team.snooze.done', { at: shortDateTime(snoozedUntil, locale) })}</p>
      )}
      <SnoozeSelect key={snoozedUntil} snoozed={snoozedUntil !== null} onChoose={until} />
    </section>
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
      <div className="details-labels label-chips">
        {list.data?.map((label) => (
          <LabelToggle
            key={label.id}
            label={label}
            on={on.has(label.id)}
            disabled={!mayAnswer}
            onTurn={(put) => onLabel(label, put)}
          />
        ))}
      </div>
      {mayAnswer && <Link to="/replies">{t('team.manage')}</Link>}
    </section>
  )
}
