import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WorkerState } from '#core/operations/schemas.ts'
import { shortDateTime } from '../../../lib/format.ts'
import { useLocale } from '../../../lib/use-locale.ts'
import { LastRun } from './last-run.tsx'
import { SwitchOff } from './switch-off.tsx'
import { useSwitchWorker } from './switches.ts'
import { Toggle } from './toggle.tsx'
import { useTurn } from './use-turn.ts'

/** Shows a worker: its purpose, its last run, its switch, and the work that waits while it is off. */
export function WorkerRow({ worker }: { worker: WorkerState }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { name, enabled, reason, changedBy, changedAt, lastRun } = worker
  const [asking, setAsking] = useState(false)
  const change = useSwitchWorker(name)
  const { turnOn, turnOff } = useTurn({
    change,
    reason,
    words: (on) => t(on ? 'worker.nowOn' : 'worker.nowOff', { name: t(`worker.name.${name}`) }),
  })
  const close = () => {
    setAsking(false)
    change.reset()
  }
  return (
    <li className="worker" data-testid="worker-row" data-off={!enabled || undefined}>
      <Toggle
        label={t('worker.switch', { name: t(`worker.name.${name}`) })}
        on={enabled}
        disabled={change.isPending}
        onTurn={(on) => (on ? turnOn() : setAsking(!asking))}
      />
      <div className="worker-lines">
        <p className="worker-name">{t(`worker.name.${name}`)}</p>
        <p className="worker-about">{t(`worker.purpose.${name}`)}</p>
        {!enabled && (
          <div className="worker-off">
            {changedAt && (
              <p>
                {t('worker.since', { at: shortDateTime(changedAt, locale), who: changedBy ?? '–' })}
                {reason && <q className="reason">{reason}</q>}
              </p>
            )}
            <p>{t(`worker.waits.${name}`)}</p>
          </div>
        )}
      </div>
      <LastRun worker={name} run={lastRun} />
      {asking && (
        <SwitchOff
          consequence={`${t(`worker.waits.${name}`)} ${t('worker.obeyed')}`}
          submit={t('worker.switchOff')}
          keep={t('worker.keepOn')}
          pending={change.isPending}
          error={change.error}
          onClose={close}
          onSubmit={(why) => turnOff(why, close)}
        />
      )}
    </li>
  )
}
