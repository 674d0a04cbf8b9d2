import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Me } from '#core/workspaces/schemas.ts'
import { currentWorkspaceQuery, usePause } from '../../features/workspaces/api.ts'
import { shortDateTime } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { PauseIcon } from '../../ui/icons.tsx'
import { notifyFailed } from '../../ui/notify.tsx'
import { useErrorWords } from '../../ui/states.tsx'

/** Poll this often: the feed of a workspace does not say when an operator pauses all workspaces. */
const ASK_EVERY_MS = 60_000

/** Says on every screen that the machines are paused, so that nothing seems broken. */
export function PausedBanner({ me }: { me: Me }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const words = useErrorWords()
  const { data } = useQuery({ ...currentWorkspaceQuery, refetchInterval: ASK_EVERY_MS })
  const resume = usePause()
  if (!data || (!data.paused && !data.installationPaused)) return null
  const { paused, installationPaused } = data
  return (
    <div className="paused-banner" role="status" data-testid="paused-banner">
      <PauseIcon size={16} />
      <p>
        <strong>{t(installationPaused ? 'banner.installation' : 'banner.paused')}</strong>
        {paused && !installationPaused && (
          <span>
            {paused.reason && <q>{paused.reason}</q>}{' '}
            <span className="paused-by">
              {t('banner.by', { name: paused.by, at: shortDateTime(paused.at, locale) })}
            </span>
          </span>
        )}
      </p>
      {paused && !installationPaused && me.scopes.includes('manage') && (
        <Button
          variant="default"
          loading={resume.isPending}
          onClick={() => resume.mutate(null, { onError: (error) => notifyFailed(words(error)) })}
        >
          {t('banner.resume')}
        </Button>
      )}
    </div>
  )
}
