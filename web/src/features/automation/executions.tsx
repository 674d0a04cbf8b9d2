import { Button, NativeSelect } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { AutomationExecution, ExecutionStatus } from '#core/automation/schemas.ts'
import { shortDateTime } from '../../lib/format.ts'
import { said } from '../../lib/server-words.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { CheckIcon } from '../../ui/icons.tsx'
import { More } from '../../ui/more.tsx'
import { Empty, Failure, Loading } from '../../ui/states.tsx'
import { Status, type Tone } from '../../ui/status.tsx'
import { executionsQuery } from './api.ts'

const STATUSES = ['due', 'admitted', 'running', 'posted', 'skipped', 'failed'] as const
const TONES: Record<ExecutionStatus, Tone> = {
  due: 'info',
  admitted: 'info',
  running: 'info',
  posted: 'success',
  skipped: 'neutral',
  failed: 'danger',
}

/** Executions of rules on one time line, each with its steps. */
export function Executions() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/signed-in/automation' })
  const navigate = useNavigate()
  const status = STATUSES.find((one) => one === search.status)
  const list = useInfiniteQuery(
    executionsQuery({ characterId: search.character, ruleId: search.rule, status }),
  )
  const executions = list.data?.pages.flatMap((page) => page.items) ?? []
  const choose = (change: { status?: string | undefined; rule?: undefined }) =>
    void navigate({ to: '/automation', search: { ...search, tab: 'executions', ...change } })
  return (
    <>
      <div className="automation-filters">
        <NativeSelect
          size="xs"
          aria-label={t('automation.byStatus')}
          value={status ?? ''}
          onChange={(event) => choose({ status: event.currentTarget.value || undefined })}
          data={[
            { value: '', label: t('automation.anyStatus') },
            ...STATUSES.map((one) => ({ value: one, label: t(`automation.status.${one}`) })),
          ]}
        />
        {search.rule !== undefined && (
          <Button size="xs" variant="subtle" onClick={() => choose({ rule: undefined })}>
            {t('automation.allRules')}
          </Button>
        )}
      </div>
      {list.isPending && <Loading rows={5} />}
      {list.error && !list.data && <Failure error={list.error} retry={() => void list.refetch()} />}
      {list.data && executions.length === 0 && (
        <Empty icon={<CheckIcon />} title={t('automation.noExecutions')}>
          {t('automation.noExecutionsHint')}
        </Empty>
      )}
      <ul className="row-list" aria-label={t('automation.tab.executions')}>
        {executions.map((execution) => (
          <Execution key={execution.id} execution={execution} />
        ))}
      </ul>
      <More has={list.hasNextPage} loading={list.isFetchingNextPage} load={() => void list.fetchNextPage()} />
    </>
  )
}

function Execution({ execution }: { execution: AutomationExecution }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { at, ruleName, trigger, status, why, error, steps, subject, text, scheduledPostId } = execution
  return (
    <li className="automation-row" data-testid="automation-execution">
      <p className="automation-line">
        <time dateTime={at}>{shortDateTime(at, locale)}</time>
        <strong dir="auto">{ruleName}</strong>
        <span className="muted">{t(`automation.by.${trigger}`)}</span>
        <Status tone={TONES[status]}>{t(`automation.status.${status}`)}</Status>
      </p>
      {status === 'skipped' && why !== null && <p>{t(`automation.why.${why}`)}</p>}
      {subject !== '' && (
        <p className="automation-subject muted" dir="auto">
          {subject}
        </p>
      )}
      {error !== null && <p className="automation-problem">{said(error)}</p>}
      {text !== null && (
        <p className="automation-text" dir="auto">
          {text}
        </p>
      )}
      {steps.length > 0 && (
        <ol className="automation-steps muted">
          {steps.map(({ step, value }) => (
            <li key={step}>{t(`automation.step.${step}`, { value })}</li>
          ))}
        </ol>
      )}
      {scheduledPostId !== null && (
        <p className="automation-line">
          <Link to="/calendar" search={{ post: scheduledPostId }}>
            {t('automation.thePost')}
          </Link>
        </p>
      )}
    </li>
  )
}
