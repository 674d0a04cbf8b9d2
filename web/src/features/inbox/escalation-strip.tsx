import { Button, Kbd } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conversation } from '#core/inbox/schemas.ts'
import { duration, fullTime } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { useNow } from '../../lib/use-now.ts'
import { CheckIcon, HandIcon } from '../../ui/icons.tsx'
import type { Acts } from './acts.ts'
import { AskedStatus } from './asked-status.tsx'
import { isUnanswered } from './names.ts'
import './escalation.css'

const NoteForm = lazy(() => import('./escalation-note.tsx'))

interface StripProps {
  conversation: Conversation
  myId: string | undefined
  mayAnswer: boolean
  acts: Acts
}

/** Shows why the conversation waits for a person, since when, and who has taken it. */
export function EscalationStrip({ conversation, myId, mayAnswer, acts }: StripProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const now = useNow()
  const { escalation, heldBy } = conversation
  const [noting, setNoting] = useState(false)
  if (!escalation) return null
  const { reason, note, createdAt, answeredAt, assignedTo } = escalation
  const mine = heldBy !== null && heldBy.userId === myId
  const who = assignedTo ?? (heldBy && { userId: heldBy.userId, name: heldBy.name })
  return (
    <section className="escalation-strip" aria-label={t('escalation.strip')} data-testid="escalation">
      <p className="escalation-why">
        <strong>
          <AskedStatus
            reason={reason}
            answered={answeredAt !== null}
            theirTurn={isUnanswered(conversation)}
          />
        </strong>{' '}
        <time dateTime={createdAt} title={fullTime(createdAt, locale)}>
          {t('escalation.since', { time: duration(now - Date.parse(createdAt), locale) })}
        </time>
        {' · '}
        {who === null
          ? t('escalation.nobody')
          : who.userId === myId
            ? t('escalation.you')
            : t('escalation.has', { name: who.name })}
      </p>
      {mayAnswer && (
        <div className="escalation-acts">
          {!mine && (
            <Button
              data-testid="escalation-take"
              leftSection={<HandIcon size={16} />}
              rightSection={<Kbd size="xs">t</Kbd>}
              onClick={acts.take}
            >
              {t('escalation.take')}
            </Button>
          )}
          <Button
            variant="default"
            data-testid="escalation-resolve"
            leftSection={<CheckIcon size={16} />}
            rightSection={<Kbd size="xs">d</Kbd>}
            onClick={acts.resolve}
          >
            {t('escalation.resolve')}
          </Button>
        </div>
      )}
      {noting ? (
        <Suspense>
          <NoteForm
            note={note ?? ''}
            save={(text) => {
              acts.note(text)
              setNoting(false)
            }}
            cancel={() => setNoting(false)}
          />
        </Suspense>
      ) : (
        <p className="escalation-note">
          {note && <q dir="auto">{note}</q>}{' '}
          {mayAnswer && (
            <button type="button" className="link-button" onClick={() => setNoting(true)}>
              {t(note ? 'action.edit' : 'escalation.addNote')}
            </button>
          )}
        </p>
      )}
    </section>
  )
}
