import { useTranslation } from 'react-i18next'
import type { Account } from '#core/accounts/schemas.ts'
import { CheckIcon } from '../../../ui/icons.tsx'
import { PlatformIcon, platformName } from '../../../ui/platforms.tsx'

interface ChipsProps {
  accounts: readonly Account[]
  chosen: readonly string[]
  /** An existing post stays where it was scheduled. */
  fixed: boolean
  error: string | null
  onChange: (accountIds: string[]) => void
}

export function AccountChips({ accounts, chosen, fixed, error, onChange }: ChipsProps) {
  const { t } = useTranslation()
  const toggle = (id: string) =>
    onChange(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id])
  return (
    <fieldset className="compose-field">
      <legend>{t('post.accounts')}</legend>
      <div className="chips">
        {accounts.map(({ id, name, platform, status }) => {
          const on = chosen.includes(id)
          if (fixed && !on) return null
          return (
            <button
              key={id}
              type="button"
              className="account-chip"
              aria-pressed={on}
              disabled={fixed || status === 'revoked'}
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
