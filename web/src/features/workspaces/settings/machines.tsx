import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CurrentWorkspace } from '#core/workspaces/schemas.ts'
import { fullTime } from '../../../lib/format.ts'
import { useLocale } from '../../../lib/use-locale.ts'
import { PauseIcon, PlayIcon } from '../../../ui/icons.tsx'
import { FormFailure } from '../../../ui/states.tsx'
import { Status } from '../../../ui/status.tsx'
import { usePause } from '../api.ts'
import { useRefusal } from '../refusal.ts'
import { Section } from './section.tsx'

const REASON_MAX = 300

interface MachinesProps {
  workspace: CurrentWorkspace
  changeable: boolean
}

/** The switch for everything that acts by itself. It acts at once, both ways, without a confirmation; a reason is optional. */
export function Machines({ workspace, changeable }: MachinesProps) {
  const { t } = useTranslation()
  const { paused, installationPaused } = workspace
  return (
    <Section title={t('machines.title')} hint={t('machines.hint')}>
      <p className="setting-state">
        <Status tone={paused || installationPaused ? 'warning' : 'success'}>
          {t(paused ? 'machines.paused' : installationPaused ? 'machines.pausedAll' : 'machines.working')}
        </Status>
      </p>
      {paused && <Paused paused={paused} />}
      {installationPaused && <p className="setting-note">{t('machines.installationHint')}</p>}
      {changeable && <Switch paused={paused !== null} />}
    </Section>
  )
}

function Paused({ paused: { at, by, reason } }: { paused: NonNullable<CurrentWorkspace['paused']> }) {
  const { t } = useTranslation()
  const locale = useLocale()
  return (
    <p className="setting-note">
      {t('machines.by', { name: by, at: fullTime(at, locale) })}
      {reason && <q className="setting-reason">{reason}</q>}
    </p>
  )
}

function Switch({ paused }: { paused: boolean }) {
  const { t } = useTranslation()
  const refusal = useRefusal()
  const [reason, setReason] = useState('')
  const pause = usePause()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    pause.mutate(paused ? null : { reason }, { onSuccess: () => setReason('') })
  }
  return (
    <form className="form" onSubmit={submit}>
      {!paused && (
        <TextInput
          label={t('machines.reason')}
          description={t('machines.reasonHint')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          maxLength={REASON_MAX}
        />
      )}
      <FormFailure error={refusal(pause.error)} />
      <Button
        type="submit"
        variant={paused ? 'filled' : 'default'}
        className="setting-button"
        leftSection={paused ? <PlayIcon size={16} /> : <PauseIcon size={16} />}
        loading={pause.isPending}
      >
        {t(paused ? 'machines.resume' : 'machines.pause')}
      </Button>
    </form>
  )
}
