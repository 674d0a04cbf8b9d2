import { ActionIcon, Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AutomationRule, DryRunAnswer } from '#core/automation/schemas.ts'
import { shortDateTime } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { EditIcon, TrashIcon } from '../../ui/icons.tsx'
import { notifyDone, notifyFailed } from '../../ui/notify.tsx'
import { PlatformIcon } from '../../ui/platforms.tsx'
import { Failure, Loading, useErrorWords } from '../../ui/states.tsx'
import { Status } from '../../ui/status.tsx'
import { Toggle } from '../../ui/toggle.tsx'
import { dryRunQuery, useChangeRule, useRunRule } from './api.ts'
import { daysOf } from './schedule.ts'

interface RowProps {
  rule: AutomationRule
  mayManage: boolean
  mayWrite: boolean
  onEdit: () => void
  onDelete: () => void
}

/** A rule: when it acts, how often it has, and what it would do in the coming week. */
export function RuleRow({ rule, mayManage, mayWrite, onEdit, onDelete }: RowProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const words = useErrorWords()
  const [looks, look] = useState(false)
  const change = useChangeRule()
  const run = useRunRule()
  const { id, name, enabled, characterId, characterName, nextAt, triggerType, triggerConfig } = rule
  const failed = (error: unknown) => notifyFailed(words(error))
  const runNow = () =>
    run.mutate(id, {
      onSuccess: ({ status, why }) =>
        notifyDone(
          status === 'skipped'
            ? t('automation.ranNot', { why: t(`automation.why.${why ?? 'due'}`) })
            : t('automation.ran'),
        ),
      onError: failed,
    })
  return (
    <li className="automation-row" data-testid="automation-rule">
      <div className="automation-head">
        <div>
          <strong dir="auto">{name}</strong>
          <p className="muted">
            <span dir="auto">{characterName}</span> · {triggerWords()}
            {enabled &&
              nextAt !== null &&
              ` · ${t('automation.next', { at: shortDateTime(nextAt, locale) })}`}
          </p>
        </div>
        <Toggle
          label={t('automation.turn', { name })}
          on={enabled}
          disabled={!mayManage}
          onTurn={(on) => change.mutate({ id, enabled: on }, { onError: failed })}
        />
        {mayManage && (
          <>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('automation.edit', { name })}
              onClick={onEdit}
            >
              <EditIcon size={16} />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('automation.delete', { name })}
              onClick={onDelete}
            >
              <TrashIcon size={16} />
            </ActionIcon>
          </>
        )}
      </div>
      <p className="automation-facts muted">
        {rule.platforms.map((platform) => (
          <PlatformIcon key={platform} platform={platform} />
        ))}
        <span>{t(`automation.contentType.${rule.contentType}`)}</span>
        <span>{t(rule.needsApproval ? 'automation.approval' : 'automation.noApproval')}</span>
        <Link to="/automation" search={{ tab: 'executions', rule: id, character: characterId }}>
          {t('automation.counts', { posted: rule.successCount, failed: rule.failureCount })}
        </Link>
      </p>
      <div className="automation-acts">
        {triggerType === 'schedule' && (
          <Button size="xs" variant="default" aria-expanded={looks} onClick={() => look(!looks)}>
            {t(looks ? 'automation.hideWeek' : 'automation.showWeek')}
          </Button>
        )}
        {mayWrite && enabled && (
          <Button size="xs" variant="default" loading={run.isPending} onClick={runNow}>
            {t('automation.run')}
          </Button>
        )}
      </div>
      {looks && <Week rule={rule} />}
    </li>
  )

  function triggerWords() {
    if (triggerType === 'manual') return t('automation.trigger.manual')
    if (triggerType === 'event') return t(`automation.event.${triggerConfig.event ?? 'signal'}`)
    const schedule = daysOf(triggerConfig)
    if (!schedule) return triggerConfig.rrule
    const days =
      schedule.days.length === 7
        ? t('automation.everyDay')
        : schedule.days.map((day) => t(`automation.day.${day}`)).join(', ')
    return t('automation.at', { days, time: schedule.time })
  }
}

/** The coming seven days of a rule, day by day, each time with what would happen and why. */
function Week({ rule }: { rule: AutomationRule }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const week = useQuery(dryRunQuery(rule.id))
  if (week.isPending) return <Loading rows={2} />
  if (!week.data) return <Failure error={week.error} retry={() => void week.refetch()} />
  const { items } = week.data
  const { timezone } = rule
  const format = (at: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: timezone, ...options }).format(new Date(at))
  const days = new Map<string, DryRunAnswer['items']>()
  for (const item of items) {
    const day = format(item.at, { weekday: 'long', day: 'numeric', month: 'long' })
    days.set(day, [...(days.get(day) ?? []), item])
  }
  return (
    <section className="automation-week" aria-label={t('automation.week')}>
      <p className="muted">
        {t(items.length === 0 ? 'automation.emptyWeek' : 'automation.weekHint', { zone: timezone })}
      </p>
      {[...days].map(([day, times]) => (
        <div key={day}>
          <h3>{day}</h3>
          <ul>
            {times.map(({ at, would, why }) => (
              <li key={at}>
                <time dateTime={at}>{format(at, { hour: '2-digit', minute: '2-digit' })}</time>
                <Status tone={would === 'post' ? 'success' : 'neutral'}>
                  {t(`automation.would.${would}`)}
                </Status>
                {would === 'skip' && <span className="muted">{t(`automation.why.${why}`)}</span>}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}
