import { NativeSelect, NumberInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { EngagementConsent, Reaction } from '#core/engagement/schemas.ts'
import { shortDateTime } from '../../lib/format.ts'
import { said } from '../../lib/server-words.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { CheckIcon } from '../../ui/icons.tsx'
import { notifyFailed } from '../../ui/notify.tsx'
import { PlatformIcon } from '../../ui/platforms.tsx'
import { Empty, Failure, Loading, useErrorWords } from '../../ui/states.tsx'
import { Toggle } from '../../ui/toggle.tsx'
import { consentsQuery, useChangeSettings, useGiveConsent, useTakeConsentBack } from './api.ts'

const REACTIONS: readonly Reaction[] = ['like', 'celebrate', 'support', 'love', 'insightful', 'funny']

/** The accounts of the workspace, each with the consent of a member; whoever looks changes their own. */
export function Consents({ mayWrite }: { mayWrite: boolean }) {
  const { t } = useTranslation()
  const consents = useQuery(consentsQuery)
  if (consents.isPending) return <Loading rows={4} />
  if (!consents.data) return <Failure error={consents.error} retry={() => void consents.refetch()} />
  if (consents.data.length === 0)
    return (
      <Empty icon={<CheckIcon />} title={t('engagement.noAccounts')}>
        {t('engagement.noAccountsHint')}
      </Empty>
    )
  return (
    <>
      <p className="engagement-note">{t('engagement.consentHint')}</p>
      <ul className="row-list" aria-label={t('engagement.tab.mine')}>
        {consents.data.map((one) => (
          <ConsentRow key={one.id} of={one} mayWrite={mayWrite} />
        ))}
      </ul>
    </>
  )
}

function ConsentRow({ of, mayWrite }: { of: EngagementConsent; mayWrite: boolean }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const words = useErrorWords()
  const give = useGiveConsent()
  const takeBack = useTakeConsentBack()
  const { id, accountName, platform, way, reason, consent } = of
  const onError = (error: Error) => notifyFailed(words(error))
  const isOthers = consent !== null && !consent.own
  const who = consent
    ? t(consent.own ? 'engagement.youSince' : 'engagement.otherSince', {
        name: consent.userName,
        day: shortDateTime(consent.since, locale),
      })
    : t('engagement.nobody')
  return (
    <li className="engagement-row" data-testid="engagement-consent">
      <p className="engagement-head">
        <PlatformIcon platform={platform} />
        <strong dir="auto">{accountName}</strong>
        <span className="muted">{way === 'refused' ? t('engagement.refused') : who}</span>
        {way !== 'refused' && (
          <span className="engagement-switch">
            <Toggle
              label={t('engagement.consentFor', { name: accountName })}
              on={consent !== null}
              disabled={isOthers || (consent === null && !mayWrite)}
              onTurn={(on) => (on ? give : takeBack).mutate(id, { onError })}
            />
          </span>
        )}
      </p>
      {reason !== null && <p className="engagement-problem">{said(reason)}</p>}
      {consent?.own && mayWrite && <Own of={of} />}
    </li>
  )
}

/** How an author of the member's own engages: over all of their accounts. */
function Own({ of: { accountName, profileId, profileName, settings } }: { of: EngagementConsent }) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const change = useChangeSettings()
  const onError = (error: Error) => notifyFailed(words(error))
  const save = (set: Omit<Parameters<typeof change.mutate>[0], 'id'>) =>
    change.mutate({ id: profileId, ...set }, { onError })
  const perDay = (field: 'likesPerDay' | 'commentsPerDay', max: number) => (
    <NumberInput
      size="xs"
      label={t(`engagement.${field}`)}
      key={settings[field]}
      defaultValue={settings[field]}
      min={0}
      max={max}
      clampBehavior="strict"
      allowDecimal={false}
      onBlur={(event) => {
        const value = Number(event.currentTarget.value)
        if (event.currentTarget.value !== '' && value !== settings[field]) save({ [field]: value })
      }}
    />
  )
  return (
    <fieldset className="engagement-own" aria-label={t('engagement.settingsOf', { name: accountName })}>
      <NativeSelect
        size="xs"
        label={t('engagement.preferredReaction')}
        value={settings.preferredReaction}
        onChange={(event) =>
          save({ preferredReaction: REACTIONS.find((one) => one === event.currentTarget.value) ?? 'like' })
        }
        data={REACTIONS.map((one) => ({ value: one, label: t(`engagement.reaction.${one}`) }))}
      />
      {perDay('likesPerDay', 100)}
      {perDay('commentsPerDay', 50)}
      <div className="engagement-auto">
        <Toggle
          label={t('engagement.auto', { name: profileName })}
          on={settings.autoEngageEnabled}
          onTurn={(autoEngageEnabled) => save({ autoEngageEnabled })}
        />
        <span>{t('engagement.autoShort')}</span>
      </div>
    </fieldset>
  )
}
