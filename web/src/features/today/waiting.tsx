import { Link, type LinkProps } from '@tanstack/react-router'
import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Today } from '#core/today/schemas.ts'
import { duration, fullTime, remaining } from '../../lib/format.ts'
import { said } from '../../lib/server-words.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { CheckIcon } from '../../ui/icons.tsx'
import { PlatformIcon } from '../../ui/platforms.tsx'
import { Status, toneOf } from '../../ui/status.tsx'
import { arrowStep, useListKeys } from '../../ui/use-list-keys.ts'
import { AskedStatus } from '../inbox/asked-status.tsx'

type Lists = Today['waiting']

interface WaitingProps {
  waiting: Lists
  total: number
  now: number
}

/** Lists everything that only a person can decide, most urgent first; each line links to the place to decide it. */
export function Waiting({ waiting, total, now }: WaitingProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { escalations, windows, messages, comments, posts, accounts, held } = waiting
  const ago = (at: string) => duration(now - Date.parse(at), locale)
  const section = useRef<HTMLElement>(null)
  const step = (by: 1 | -1) => {
    const links = [...(section.current?.querySelectorAll<HTMLElement>('li > a') ?? [])]
    links[links.findIndex((link) => link.matches(':focus')) + by]?.focus()
  }
  useListKeys(step)
  if (total === 0) return <NothingWaits />
  return (
    <section
      ref={section}
      className="waiting"
      aria-label={t('today.waiting')}
      data-testid="waiting"
      onKeyDown={(event) => {
        const by = arrowStep(event)
        if (!by) return
        event.preventDefault()
        step(by)
      }}
    >
      <h2>
        {t('today.waiting')} <span className="count">{total}</span>
      </h2>
      <Group
        kind="escalations"
        total={escalations.total}
        all={{ to: '/inbox', search: { view: 'escalated' } }}
      >
        {escalations.items.map((one) => (
          <ConversationLine
            key={one.id}
            line={one}
            text={one.note ?? one.text}
            about={one.assignedTo ?? t('today.nobodyYet')}
            mark={<AskedStatus {...one} />}
            time={ago(one.since)}
            at={one.since}
          />
        ))}
      </Group>
      <Group kind="windows" total={windows.total} all={{ to: '/inbox', search: {} }}>
        {windows.items.map((one) => (
          <ConversationLine
            key={one.conversationId}
            line={one}
            text={one.text}
            mark={<Status tone="warning">{t('today.closes')}</Status>}
            time={remaining(one.closesAt, now, locale) ?? t('today.closed')}
            at={one.closesAt}
          />
        ))}
      </Group>
      <Group kind="messages" total={messages.total} all={{ to: '/inbox', search: {} }}>
        {messages.items.map((one) => (
          <ConversationLine
            key={one.id}
            line={one}
            text={one.text}
            title={one.error === null ? undefined : said(one.error)}
            mark={<Status tone={toneOf(one.status)}>{t(`today.message.${one.status}`)}</Status>}
            time={ago(one.at)}
            at={one.at}
          />
        ))}
      </Group>
      <Group kind="comments" total={comments.total} all={{ to: '/comments', search: {} }}>
        {comments.items.map(({ id, authorName, platform, accountName, text, since }) => (
          <Line
            key={id}
            to={{ to: '/comments', search: { comment: id } }}
            icon={<Avatar name={authorName} platform={platform} />}
            name={authorName}
            text={text}
            mark={<span className="waiting-about">{accountName}</span>}
            time={ago(since)}
            at={since}
          />
        ))}
      </Group>
      <Group kind="posts" total={posts.total} all={{ to: '/calendar', search: { view: 'list' } }}>
        {posts.items.map((post) => (
          <Line
            key={post.id}
            to={{ to: '/calendar', search: { post: post.id } }}
            icon={<Platforms targets={post.targets} />}
            name={post.targets.map(({ name }) => name).join(', ')}
            text={said(post.targets.find(({ error }) => error !== null)?.error ?? '') || post.text}
            mark={<Status tone={toneOf(post.status)}>{t(`post.status.${post.status}`)}</Status>}
            time={ago(post.publishAt)}
            at={post.publishAt}
          />
        ))}
      </Group>
      <Group kind="accounts" total={accounts.length} all={{ to: '/accounts', search: {} }}>
        {accounts.map(({ id, name, platform, reason }) => (
          <Line
            key={id}
            to={{ to: '/accounts' }}
            icon={<PlatformIcon platform={platform} size={20} />}
            name={name}
            text={reason === null ? t('today.reconnect') : said(reason)}
            mark={<Status tone="warning">{t('account.status.expired')}</Status>}
          />
        ))}
      </Group>
      <Group kind="held" total={held.total} all={{ to: '/inbox', search: { view: 'mine' } }}>
        {held.items.map((one) => (
          <ConversationLine
            key={one.conversationId}
            line={one}
            text={one.text}
            mark={one.unanswered ? <Status tone="info">{t('today.theirTurn')}</Status> : null}
            time={ago(one.since)}
            at={one.since}
          />
        ))}
      </Group>
    </section>
  )
}

type Kind = keyof Lists
interface GroupProps {
  kind: Kind
  total: number
  /** Links to the whole list. */
  all: LinkProps
  children: ReactNode[]
}

function Group({ kind, total, all, children }: GroupProps) {
  const { t } = useTranslation()
  if (total === 0) return null
  return (
    <section className="waiting-group" data-kind={kind} aria-label={t(`today.kind.${kind}`)}>
      <h3>
        <Link {...all}>
          {t(`today.kind.${kind}`)} <span className="count">{total}</span>
        </Link>
      </h3>
      <ul className="row-list">{children}</ul>
      {total > children.length && (
        <Link {...all} className="waiting-more">
          {t('today.more', { count: total - children.length })}
        </Link>
      )}
    </section>
  )
}

interface ConversationLineProps {
  line:
    | Lists['windows']['items'][number]
    | Lists['held']['items'][number]
    | Lists['escalations']['items'][number]
    | Lists['messages']['items'][number]
  text: string | null
  title?: string | undefined
  about?: string
  mark: ReactNode
  time: string
  at: string
}

function ConversationLine({ line, text, ...rest }: ConversationLineProps) {
  const { t } = useTranslation()
  const name = line.customerName ?? line.customerHandle ?? t('inbox.unknownContact')
  return (
    <Line
      to={{ to: '/inbox/$conversationId', params: { conversationId: line.conversationId } }}
      icon={<Avatar name={name} platform={line.platform} />}
      name={name}
      text={text ?? t('today.withoutWords')}
      {...rest}
    />
  )
}

interface LineProps {
  to: LinkProps
  icon: ReactNode
  name: string
  text: string
  title?: string | undefined
  about?: string
  mark: ReactNode
  time?: string
  at?: string
}

function Line({ to, icon, name, text, title, about, mark, time, at }: LineProps) {
  const locale = useLocale()
  return (
    <li>
      <Link {...to} className="waiting-line" data-testid="waiting-line" title={title}>
        <span className="waiting-icon">{icon}</span>
        <span className="waiting-words">
          <span className="waiting-name" dir="auto">
            {name}
          </span>
          <span className="waiting-text" dir="auto">
            {text}
          </span>
        </span>
        {about && <span className="waiting-about">{about}</span>}
        {mark}
        <span className="waiting-time">
          {at && time && (
            <time dateTime={at} title={fullTime(at, locale)}>
              {time}
            </time>
          )}
        </span>
      </Link>
    </li>
  )
}

export function Platforms({ targets }: { targets: Lists['posts']['items'][number]['targets'] }) {
  const platforms = [...new Set(targets.map(({ platform }) => platform))]
  return (
    <span className="platforms">
      {platforms.map((platform) => (
        <PlatformIcon key={platform} platform={platform} size={18} />
      ))}
    </span>
  )
}

function NothingWaits() {
  const { t } = useTranslation()
  return (
    <section className="waiting waiting-none" aria-label={t('today.waiting')} data-testid="nothing-waits">
      <CheckIcon size={20} />
      <div>
        <h2>{t('today.nothingWaits')}</h2>
        <p className="muted">{t('today.nothingWaitsHint')}</p>
      </div>
    </section>
  )
}
