import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Failure, Loading } from '../../ui/states.tsx'
import { Compared } from '../rules/compared.tsx'
import type { ChangeMachineSettings } from './answers-api.ts'
import { useReplaySettings } from './answers-api.ts'
import '../rules/rules.css'

/** Shows what the latest real messages would have become with these settings, saved or not, beside what they became. */
export function SettingsReplay({ change }: { change: ChangeMachineSettings }) {
  const { t } = useTranslation()
  const replay = useReplaySettings()
  return (
    <div className="replay">
      <div className="replay-head">
        <span className="setting-note">{t('deciding.replayHint')}</span>
        <Button variant="default" loading={replay.isPending} onClick={() => replay.mutate(change)}>
          {t('rules.replay')}
        </Button>
      </div>
      <div aria-live="polite">
        {replay.isPending && <Loading rows={2} />}
        {replay.isError && <Failure error={replay.error} retry={() => replay.mutate(replay.variables)} />}
        {replay.data && <Compared replayed={replay.data} />}
      </div>
    </div>
  )
}
