import { Button, Checkbox, NativeSelect, Switch, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Character } from '#core/characters/schemas.ts'
import { AlertIcon } from '../../ui/icons.tsx'
import { FormFailure, fieldError } from '../../ui/states.tsx'
import { accountsQuery } from '../accounts/api.ts'
import { picturesQuery, useAccounts, useUpdate } from './api.ts'
import { fromList, toList } from './lists.ts'

interface AboutProps {
  character: Character
  mayWrite: boolean
  mayManage: boolean
}

/** Who a character is, whether its posts say that it is an AI, whether it works, and through which accounts. */
export function AboutTab({ character, mayWrite, mayManage }: AboutProps) {
  return (
    <div className="character-tab">
      <Disclosure character={character} mayWrite={mayWrite} />
      <Fields key={character.updatedAt} character={character} mayWrite={mayWrite} />
      <Accounts character={character} mayManage={mayManage} />
    </div>
  )
}

function Disclosure({ character, mayWrite }: Omit<AboutProps, 'mayManage'>) {
  const { t } = useTranslation()
  const { id, status, disclosure, disclosureLine } = character
  const update = useUpdate(id)
  return (
    <section className="character-section">
      <Switch
        label={t('characters.works')}
        description={t('characters.worksHint')}
        checked={status === 'active'}
        disabled={!mayWrite}
        onChange={(event) => update.mutate({ status: event.currentTarget.checked ? 'active' : 'paused' })}
      />
      <Switch
        label={t('characters.discloses')}
        description={
          disclosureLine === null
            ? t('characters.disclosesHint')
            : t('characters.endsWith', { line: disclosureLine })
        }
        checked={disclosure}
        disabled={!mayWrite}
        onChange={(event) => update.mutate({ disclosure: event.currentTarget.checked })}
      />
      {!disclosure && (
        <p className="character-warning" role="status">
          <AlertIcon size={16} /> {t('characters.undisclosedHint')}
        </p>
      )}
      <FormFailure error={update.error} />
    </section>
  )
}

function Fields({ character, mayWrite }: Omit<AboutProps, 'mayManage'>) {
  const { t } = useTranslation()
  const update = useUpdate(character.id)
  const pictures = useQuery(picturesQuery).data ?? []
  const [typed, setTyped] = useState({
    name: character.name,
    bio: character.bio,
    age: character.age === null ? '' : String(character.age),
    location: character.location ?? '',
    timezone: character.timezone,
    interests: fromList(character.interests),
    disclosureText: character.disclosureText ?? '',
    profileImageId: character.profileImageId ?? '',
  })
  const field = (name: keyof typeof typed) => ({
    label: t(`characters.field.${name}`),
    value: typed[name],
    readOnly: !mayWrite,
    dir: 'auto' as const,
    error: fieldError(update.error, name),
    onChange: (event: { currentTarget: { value: string } }) =>
      setTyped({ ...typed, [name]: event.currentTarget.value }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    update.mutate({
      ...typed,
      age: typed.age === '' ? null : Number(typed.age),
      location: typed.location || null,
      interests: toList(typed.interests),
      disclosureText: typed.disclosureText || null,
      profileImageId: typed.profileImageId || null,
    })
  }
  return (
    <form className="form" onSubmit={submit}>
      <TextInput {...field('name')} maxLength={255} />
      <Textarea {...field('bio')} rows={4} maxLength={5000} />
      <div className="character-two">
        <TextInput {...field('age')} inputMode="numeric" pattern="\d{1,3}" />
        <TextInput {...field('location')} maxLength={255} />
      </div>
      <div className="character-two">
        <TextInput {...field('timezone')} />
        <NativeSelect
          {...field('profileImageId')}
          disabled={!mayWrite}
          data={[
            { value: '', label: t('characters.noPicture') },
            ...pictures.map((one) => ({ value: one.id, label: one.fileName })),
          ]}
        />
      </div>
      <TextInput {...field('interests')} description={t('characters.listHint')} />
      <TextInput {...field('disclosureText')} maxLength={200} />
      <FormFailure error={update.error} shownAt={Object.keys(typed)} />
      {mayWrite && (
        <div className="form-actions">
          <Button type="submit" loading={update.isPending} disabled={typed.name.trim() === ''}>
            {t('action.save')}
          </Button>
        </div>
      )}
    </form>
  )
}

function Accounts({ character, mayManage }: Omit<AboutProps, 'mayWrite'>) {
  const { t } = useTranslation()
  const all = useQuery(accountsQuery).data ?? []
  const save = useAccounts(character.id)
  const own = character.accounts.map(({ id }) => id)
  const set = (id: string, on: boolean) =>
    save.mutate(on ? [...own, id] : own.filter((account) => account !== id))
  return (
    <fieldset className="character-section">
      <legend>{t('characters.accounts')}</legend>
      <p className="muted">{t('characters.accountsHint')}</p>
      {all.map(({ id, name, platform }) => (
        <Checkbox
          key={id}
          label={`${name} (${platform})`}
          checked={own.includes(id)}
          disabled={!mayManage || save.isPending}
          onChange={(event) => set(id, event.currentTarget.checked)}
        />
      ))}
      {all.length === 0 && <p className="muted">{t('characters.noAccounts')}</p>}
      <FormFailure error={save.error} />
    </fieldset>
  )
}
