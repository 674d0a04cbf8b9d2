import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Account } from '#core/accounts/schemas.ts'
import { PlatformIcon } from '../../../ui/platforms.tsx'
import type { OwnContent } from '../variants.ts'
import styles from './adapt-tabs.module.css'

interface AdaptProps {
  accounts: readonly Account[]
  variants: OwnContent
  /** The account that is written for; null for all that have nothing of their own. */
  on: string | null
  onChoose: (accountId: string | null) => void
  /** Makes an account say and show what the others do. */
  onReset: (accountId: string) => void
}

/** Chooses whether text and files are those of all accounts, or of one alone. */
export function AdaptTabs({ accounts, variants, on, onChoose, onReset }: AdaptProps) {
  const { t } = useTranslation()
  if (accounts.length < 2) return null
  const own = on !== null && variants[on] !== undefined
  return (
    <div className="compose-field">
      <fieldset className={styles.tabs} aria-label={t('compose.adapt.label')}>
        <button
          type="button"
          className={styles.tab}
          aria-pressed={on === null}
          onClick={() => onChoose(null)}
        >
          {t('compose.adapt.all')}
        </button>
        {accounts.map(({ id, name, platform }) => (
          <button
            key={id}
            type="button"
            className={styles.tab}
            aria-pressed={on === id}
            data-own={variants[id] !== undefined || undefined}
            onClick={() => onChoose(id)}
          >
            <PlatformIcon platform={platform} size={14} />
            <span className={styles.name}>{name}</span>
            {variants[id] && <span className={styles.own}>{t('compose.adapt.own')}</span>}
          </button>
        ))}
      </fieldset>
      {on !== null && (
        <p className={`field-note ${styles.note}`}>
          {t(own ? 'compose.adapt.differs' : 'compose.adapt.alike')}
          {own && (
            <Button variant="subtle" size="compact-xs" onClick={() => onReset(on)}>
              {t('compose.adapt.reset')}
            </Button>
          )}
        </p>
      )}
    </div>
  )
}
