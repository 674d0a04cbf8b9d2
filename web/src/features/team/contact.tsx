import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { shortDateTime } from '../../lib/format.ts'
import { usePlatformName } from '../../lib/platforms.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { notifyDone, notifyFailed } from '../../ui/notify.tsx'
import { Failure, Loading, useErrorWords } from '../../ui/states.tsx'
import { type Contact, contactQuery, useChangeContact, useJoinContact } from './contact-api.ts'

interface ContactProps {
  customerId: string
  /** The conversation that is open: it is not linked to. */
  conversationId: string
  mayAnswer: boolean
}

/** A person over all channels: who they are there, what was said before, what the team knows, and who may be the same. */
export function ContactSection({ customerId, conversationId, mayAnswer }: ContactProps) {
  const { t } = useTranslation()
  const read = useQuery(contactQuery(customerId))
  return (
    <section aria-label={t('team.contact.title')} data-testid="contact">
      <h3>{t('team.contact.title')}</h3>
      {read.isPending && <Loading rows={2} />}
      {read.isError && !read.data && <Failure error={read.error} retry={() => void read.refetch()} />}
      {read.data && (
        <>
          <Identities contact={read.data} />
          <History contact={read.data} conversationId={conversationId} />
          <Fields key={read.data.updatedAt} contact={read.data} mayAnswer={mayAnswer} />
          {mayAnswer && <Same contact={read.data} />}
        </>
      )}
    </section>
  )
}

function Identities({ contact }: { contact: Contact }) {
  const platformName = usePlatformName()
  return (
    <ul className="contact-list">
      {contact.identities.map(({ accountId, accountName, platform, kind, value }) => (
        <li key={`${accountId} ${kind} ${value}`}>
          <span className="muted">
            {platformName(platform)} · {accountName}
          </span>{' '}
          <span dir="auto">{value}</span>
        </li>
      ))}
    </ul>
  )
}

function History({ contact, conversationId }: { contact: Contact; conversationId: string }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const platformName = usePlatformName()
  const others = contact.conversations.filter(({ id }) => id !== conversationId)
  if (others.length === 0) return null
  return (
    <>
      <h4>{t('team.contact.history')}</h4>
      <ul className="contact-list">
        {others.map(({ id, platform, accountName, lastMessageAt }) => (
          <li key={id}>
            <Link to="/inbox/$conversationId" params={{ conversationId: id }} search={true}>
              {platformName(platform)} · {accountName}
            </Link>{' '}
            <time className="muted" dateTime={lastMessageAt}>
              {shortDateTime(lastMessageAt, locale)}
            </time>
          </li>
        ))}
      </ul>
    </>
  )
}

/** What the team knows of the contact; a field with an empty value is removed. */
function Fields({ contact, mayAnswer }: { contact: Contact; mayAnswer: boolean }) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const change = useChangeContact(contact.id)
  const [name, setName] = useState('')
  const [value, setValue] = useState('')
  const save = (fields: Record<string, string>) =>
    change.mutate(fields, { onError: (error) => notifyFailed(words(error)) })
  const put = (field: string, to: string) => {
    const { [field]: _, ...others } = contact.fields
    save(to === '' ? others : { ...others, [field]: to })
  }
  const add = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() !== '' && value.trim() !== '') put(name.trim(), value.trim())
  }
  return (
    <>
      {Object.entries(contact.fields).map(([field, known]) => (
        <TextInput
          key={field}
          size="xs"
          label={field}
          defaultValue={known}
          disabled={!mayAnswer}
          maxLength={500}
          dir="auto"
          onBlur={({ currentTarget: { value: to } }) => to.trim() !== known && put(field, to.trim())}
        />
      ))}
      {mayAnswer && (
        <form className="views-save" onSubmit={add}>
          <TextInput
            size="xs"
            maxLength={50}
            aria-label={t('team.contact.field')}
            placeholder={t('team.contact.field')}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <TextInput
            size="xs"
            maxLength={500}
            aria-label={t('team.contact.value')}
            placeholder={t('team.contact.value')}
            value={value}
            onChange={({ currentTarget }) => setValue(currentTarget.value)}
          />
          <Button type="submit" size="xs" variant="default" loading={change.isPending}>
            {t('team.addLabel')}
          </Button>
        </form>
      )}
    </>
  )
}

/** Contacts that may be the same person with the evidence, and those that somebody said are. */
function Same({ contact }: { contact: Contact }) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const join = useJoinContact(contact.id)
  const onError = (error: Error) => notifyFailed(words(error))
  const called = ({ name, handle }: Pick<Contact, 'name' | 'handle'>) =>
    name ?? handle ?? t('inbox.unknownContact')
  const split = (customerId: string) => join.mutate({ act: 'split', customerId }, { onError })
  const merge = (customerId: string, name: string) =>
    join.mutate(
      { act: 'merge', customerId },
      {
        onSuccess: () =>
          notifyDone(t('team.contact.merged', { name }), {
            label: t('action.undo'),
            undo: () => split(customerId),
          }),
        onError,
      },
    )
  return (
    <>
      {contact.proposals.map((other) => (
        <p key={other.id} className="contact-same" data-testid="proposal">
          <span>
            {t('team.contact.same', { name: called(other) })}{' '}
            <span className="muted">
              {other.evidence
                .map(({ kind, value }) => `${t(`team.contact.by.${kind}`)} ${value}`)
                .join(' · ')}
            </span>
          </span>
          <Button size="xs" variant="default" onClick={() => merge(other.id, called(other))}>
            {t('team.contact.merge')}
          </Button>
        </p>
      ))}
      {contact.merged.map((other) => (
        <p key={other.id} className="contact-same">
          <span>{t('team.contact.with', { name: called(other) })}</span>
          <Button size="xs" variant="default" onClick={() => split(other.id)}>
            {t('team.contact.split')}
          </Button>
        </p>
      ))}
    </>
  )
}
