import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ChangeEngagementAction, EngagementAction } from '#core/engagement/schemas.ts'
import { shortDateTime } from '../../lib/format.ts'
import { said } from '../../lib/server-words.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { Copyable } from '../../ui/copyable.tsx'
import { notifyFailed } from '../../ui/notify.tsx'
import { PlatformIcon } from '../../ui/platforms.tsx'
import { useErrorWords } from '../../ui/states.tsx'
import { Status, toneOf } from '../../ui/status.tsx'
import { useChangeAction } from './api.ts'

/** What a person may make of an action, by its state. */
function actsOn({ status, waitingReason }: EngagementAction): ChangeEngagementAction['status'][] {
  switch (status) {
    case 'queued':
      return ['cancelled']
    case 'waiting':
      return waitingReason === 'by_hand' ? ['sent', 'cancelled'] : ['cancelled']
    case 'unknown':
      return ['sent', 'cancelled']
    case 'failed':
      return ['queued']
    default:
      return []
  }
}

/** Something that an account of the team does to a post: what, when, where it stands, and what can be done about it. */
export function ActionRow({ action, mayWrite }: { action: EngagementAction; mayWrite: boolean }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const words = useErrorWords()
  const change = useChangeAction()
  const { id, status, waitingReason, text, error, reaction, platform, accountName, dueAt, sentAt } = action
  const isByHand = waitingReason === 'by_hand'
  const at = sentAt ?? dueAt
  const what =
    action.actionType === 'like'
      ? t(`engagement.reaction.${reaction ?? 'like'}`)
      : t('engagement.comment', { pattern: action.patternName ?? '' })
  return (
    <li className="engagement-row" data-testid="engagement-action">
      <p className="engagement-head">
        <PlatformIcon platform={platform} />
        <strong dir="auto">{accountName}</strong>
        <span className="muted">{what}</span>
        <span className="engagement-when">
          <time dateTime={at}>{shortDateTime(at, locale)}</time>
          <Status tone={toneOf(status)}>
            {t(isByHand ? 'engagement.byHand' : `engagement.status.${status}`)}
          </Status>
        </span>
      </p>
      {action.actionType === 'comment' && (
        <p className={text === null ? 'muted engagement-text' : 'engagement-text'} dir="auto">
          {text ?? (status === 'queued' ? t('engagement.notWritten') : '')}
        </p>
      )}
      <p className="engagement-post muted" dir="auto">
        {action.targetText}
      </p>
      {error !== null && <p className="engagement-problem">{said(error)}</p>}
      {isByHand && <p className="engagement-problem">{t('engagement.byHandHint')}</p>}
      <div className="engagement-acts">
        {isByHand && text !== null && <Copyable label={t('engagement.toPaste')} value={text} />}
        {mayWrite &&
          actsOn(action).map((to) => (
            <Button
              key={to}
              size="xs"
              variant="default"
              loading={change.isPending && change.variables.status === to}
              onClick={() =>
                change.mutate({ id, status: to }, { onError: (failure) => notifyFailed(words(failure)) })
              }
            >
              {t(`engagement.act.${status === 'unknown' && to === 'cancelled' ? 'notDone' : to}`)}
            </Button>
          ))}
        {action.targetUrl && (
          <a href={action.targetUrl} target="_blank" rel="noreferrer">
            {t('engagement.thePost')}
          </a>
        )}
        {action.url && action.actionType === 'comment' && (
          <a href={action.url} target="_blank" rel="noreferrer">
            {t('engagement.theComment')}
          </a>
        )}
      </div>
    </li>
  )
}
