import { useTranslation } from 'react-i18next'
import type { Account } from '#core/accounts/schemas.ts'
import { usePlatformName } from '../../../lib/platforms.ts'
import { CheckIcon } from '../../../ui/icons.tsx'
import { PlatformIcon } from '../../../ui/platforms.tsx'

interface ChipsProps {
  accounts: readonly Account[]
  chosen: readonly string[]
  /** Accounts where the post has gone out, or is going out: they cannot be removed. */
  begun: readonly string[]
  error: string | null
  onChange: (accountIds: string[]) => void
}

export function AccountChips({ accounts, chosen, begun, error, onChange }: ChipsProps) {
  const { t } = useTranslation()
  const platformName = usePlatformName()
  const toggle = (id: string) =>
    onChange(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id])
  return (
    <fieldset className="compose-field">
      <legend>{t('post.accounts')}</legend>
      <div className="chips">
        {accounts.map(({ id, name, platform, status }) => {
          const on = chosen.includes(id)
          const stays = begun.includes(id)
          return (
            <button
              key={id}
              type="button"
              className="account-chip"
              aria-pressed={on}
              disabled={stays || (status === 'revoked' && !on)}
              title={stays ? t('compose.stays') : undefined}
              onClick={() => toggle(id)}
            >
              <PlatformIcon platform={platform} size={15} />
              <span className="account-chip-name">{name}</span>
              <span className="account-chip-platform">{platformName(platform)}</span>
              {on && <CheckIcon size={14} />}
            </button>
          )
        })}
      </div>
      {accounts.some(({ id, status }) => chosen.includes(id) && status === 'expired') && (
        <p className="field-note" data-tone="warning">
          {t('compose.expired')}
        </p>
      )}
      {error && <p className="field-error">{error}</p>}
    </fieldset>
  )
}
