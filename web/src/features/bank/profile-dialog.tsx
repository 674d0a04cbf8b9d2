import { Button, NativeSelect, SegmentedControl, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CreateProfile, Profile } from '#core/bank/schemas.ts'
import { platformsQuery, usePlatformName } from '../../lib/platforms.ts'
import { useAttempt } from '../../lib/use-attempt.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FormFailure, fieldError } from '../../ui/states.tsx'
import { authorsQuery, useSaveProfile } from './profiles-api.ts'

const TYPES = ['internal', 'external_influencer'] as const
const OTHER = ''
/** What is typed; no platform while none was chosen. */
type Typed = Omit<CreateProfile, 'platform'> & { platform: string | null }

const FIELDS = ['name', 'handle', 'platform'] as const

/** Adds an author by handle or address, or changes one. */
export default function ProfileDialog({
  profile,
  onClose,
}: {
  profile: Profile | null
  onClose: () => void
}) {
  const { t } = useTranslation()
  const platformName = usePlatformName()
  const known = useQuery(platformsQuery).data ?? []
  const authors = useQuery(authorsQuery).data ?? []
  const offered = [...new Set([...known, ...authors.map(({ platform: id }) => ({ id }))].map(({ id }) => id))]
  const [typed, setWritten] = useState<Typed>({
    name: profile?.name ?? '',
    type: profile?.type ?? 'external_influencer',
    platform: profile?.platform ?? null,
    handle: profile?.url ?? profile?.handle ?? '',
  })
  // Platforms may be read after the dialog opens.
  const written = { ...typed, platform: typed.platform ?? offered[0] ?? OTHER }
  const save = useSaveProfile(profile?.id ?? null, useAttempt())
  const isOther = !offered.includes(written.platform)
  const ready = FIELDS.every((field) => written[field].trim() !== '')
  const field = (name: (typeof FIELDS)[number]) => ({
    value: written[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      setWritten({ ...typed, [name]: event.currentTarget.value }),
    error: fieldError(save.error, name),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) save.mutate(written, { onSuccess: onClose })
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      title={profile ? t('bank.profile.edit', { name: profile.name }) : t('bank.profile.add')}
      width={520}
    >
      <form className="form" onSubmit={submit}>
        <SegmentedControl
          fullWidth
          aria-label={t('bank.profile.type.label')}
          value={written.type}
          onChange={(value) =>
            setWritten({ ...typed, type: TYPES.find((one) => one === value) ?? written.type })
          }
          data={TYPES.map((value) => ({ value, label: t(`bank.profile.type.${value}`) }))}
        />
        <p className="muted">{t(`bank.profile.typeHint.${written.type}`)}</p>
        <TextInput
          label={t('bank.profile.name')}
          maxLength={120}
          data-autofocus
          dir="auto"
          {...field('name')}
        />
        <NativeSelect
          label={t('bank.profile.platform')}
          value={isOther ? OTHER : written.platform}
          onChange={(event) => setWritten({ ...typed, platform: event.currentTarget.value })}
          data={[
            ...offered.map((value) => ({ value, label: platformName(value) })),
            { value: OTHER, label: t('bank.profile.otherPlatform') },
          ]}
        />
        {isOther && (
          <TextInput
            label={t('bank.profile.platformName')}
            description={t('bank.profile.platformHint')}
            {...field('platform')}
          />
        )}
        <TextInput
          label={t('bank.profile.handle')}
          description={t('bank.profile.handleHint')}
          maxLength={300}
          {...field('handle')}
        />
        <FormFailure error={save.error} shownAt={FIELDS} />
        <div className="form-actions">
          <Button variant="default" onClick={onClose}>
            {t('action.close')}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={!ready}>
            {t(profile ? 'action.save' : 'bank.profile.add')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
