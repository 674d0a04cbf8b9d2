import type { InboundMedia, Update } from '#core/inbox/schemas.ts'
import type { Vault } from '../secrets/vault.ts'
import type { Actions } from './actions.ts'
import type { Comments } from './comments.ts'
import { lengthProblem, type TextLimit } from './length.ts'
import type { Listen } from './listening.ts'
import type { Manifest, SecretVar, Settings } from './manifest.ts'
import type { OwnLimits } from './own-limits.ts'
import type { Quota, UsageReport } from './quota.ts'
import type { TemplateLimits, TemplateParts } from './template.ts'

/**
 * An account's credentials, in the shape that its platform's manifest sets (`connect`). If the token expires, they also hold
 * `expiresAt`, and `refreshToken` where it can be renewed; `grantEndsAt` is when a person has to agree anew (ISO 8601).
 */
export type Credentials = Readonly<Record<string, string>>

/** An account with its secrets decrypted: exists only for the duration of a call. */
export interface ConnectedAccountRef {
  id: string
  externalId: string
  credentials: Credentials
}

/** The outcome of a call to a platform. Each connector maps its platform's codes to these; no other code knows them. */
export type Outcome = (
  | /** Sent or published. An album has several ids; `id` is its first. */
  { kind: 'sent'; id: string; url?: string; ids?: readonly string[] }
  /** Accepted; receipts report the result. `note`: the platform's remark meanwhile, such as that it holds the message back. */
  | { kind: 'accepted'; id: string; note?: string }
  | { kind: 'limited'; until: Date; scope: 'credential' | 'account' | 'action' }
  /** Certainly not done. */
  | { kind: 'retry'; reason: string }
  | { kind: 'reauth'; reason: string }
  /** Permanent: the platform's words and what to do. `optedOut`: the contact has stopped our messages on the platform. */
  | { kind: 'rejected'; reason: string; code: string; advice: string; optedOut?: boolean }
  /** It may have been done. Never retried without looking first. `handle`: what the look goes on from, of a post whose files were taken in. */
  | { kind: 'unknown'; reason: string; handle?: string }
) & {
  /** The address that the platform uses from now on, if it differs from the one written to. Must be stored. */
  recipient?: string
  /** Usage of budgets that the platform counts itself, from its headers. */
  usage?: readonly (UsageReport & { blockedUntil?: Date })[]
}

type Refused = Extract<Outcome, { kind: 'limited' | 'retry' | 'reauth' | 'rejected' }>

/** Links a call to our row. Written before the call, so that its outcome can be looked up later. */
export interface Intent {
  id: string
  fence: number
  startedAt: Date
}

/** An intent to publish. `attempt` is its number, from 1: steps of preparation raise the fence, and are no attempts. */
export interface PublishIntent extends Intent {
  attempt: number
}

/** A post of the account's own, as the platform shows it. */
export interface FoundPost {
  id: string
  url: string | null
  text: string
  createdAt: Date
  /** The id of the intent it was made with, where the platform stores one. */
  marker?: string
}

export type FoundPosts = { kind: 'found'; posts: readonly FoundPost[] } | Refused

export type MediaKind = 'image' | 'video' | 'audio' | 'voice' | 'document' | 'sticker'

export interface Media {
  kind: MediaKind
  mimeType: string
  bytes: Uint8Array<ArrayBuffer>
  fileName?: string
  /** A description for people who cannot see it. Only for posts, where the platform takes one (`rules.altText`). */
  altText?: string
  /** Its size in pixels, where that is known. Only for posts. */
  size?: { width: number; height: number }
}

/**
 * A file that a platform takes in ahead of its post. Its bytes are read in ranges, so that a large one is never held whole.
 */
export interface StoredMedium {
  kind: MediaKind
  mimeType: string
  sizeBytes: number
  fileName: string
  altText?: string
  /** Reads the bytes from `first` to `last`, both included. @throws when the file is gone */
  read(first: number, last: number): Promise<Uint8Array<ArrayBuffer>>
  /** Returns an address from which the platform fetches the file: nobody can guess it, and it is good for an hour. */
  link(): Promise<string>
}

/** A post whose files are taken in ahead. `synthetic` marks one whose account speaks for a character that says it is an AI. */
export interface PreparedPost {
  text: string
  media: readonly StoredMedium[]
  synthetic?: true
}

/**
 * The result of one step of preparing a post. `handle` is what the platform has so far, in the connector's own form: the next step, and at
 * last `publish`, go on from it. `pending`: more is to be done, from `at` on.
 */
export type Prepared =
  | { kind: 'pending'; handle: string; at: Date }
  | { kind: 'ready'; handle: string }
  | Refused

/**
 * Takes a post's files to the platform ahead of its time, in steps (decision 35). A step shows nothing to anybody, so one that broke off
 * is simply done again, from the handle that the step before it left.
 */
export interface Preparation {
  /** Kinds of media that are taken in ahead. */
  kinds: readonly MediaKind[]
  /** How long before a post's time its preparation begins, in milliseconds. */
  aheadMs: number
  /** Returns the limits that the step after this handle counts against, where taking files in counts; null is before the first step. */
  quotas?(handle: string | null): readonly Quota[]
  /** Does a part of the work that ends well within a lease. `handle` is null for the first step. */
  step(
    account: ConnectedAccountRef,
    post: PreparedPost,
    handle: string | null,
    intent: Intent,
  ): Promise<Prepared>
  /** Present where what was taken in lies on the platform until somebody takes it away. */
  discard?: Discard
}

/** Takes away what was taken in for a post that no longer goes out with it. */
export interface Discard {
  quotas(handle: string): readonly Quota[]
  /**
   * Takes away all that began with this handle, later steps included; done twice, it is done. What people can see was published, and stays.
   * `sent` when nothing is left of it.
   */
  call(account: ConnectedAccountRef, handle: string): Promise<Outcome>
}

/** One option to choose from. The platform returns its `id` when it is chosen. */
export interface Choice {
  id: string
  title: string
  description?: string
}

/** The value of a template's placeholder. `name` only where the template names its placeholders. */
export interface TemplateValue {
  text: string
  name?: string
}

/**
 * The content of a message or post. `text` is the readable text; `replyTo` the platform's id of the message it answers; `language`
 * that of a post's text (BCP 47), where it is known; `nsfw` marks a post that is for adults only.
 */
export type Content = { text: string; replyTo?: string; language?: string; nsfw?: true } & (
  | { kind?: 'text'; markup?: 'html' }
  /** `text` is the caption, empty for none. */
  | { kind: 'media'; media: readonly [Media, ...Media[]]; markup?: 'html' }
  /** A question with buttons, or with a list that `list` opens. */
  | { kind: 'choices'; choices: readonly [Choice, ...Choice[]]; list?: string }
  /** `text` is the filled-in text, for our own records: the platform fills in the template itself. */
  | {
      kind: 'template'
      name: string
      language: string
      header?: readonly TemplateValue[]
      /** The file, for a template that begins with one. */
      media?: Media
      body?: readonly TemplateValue[]
      buttons?: readonly { index: number; type: 'quick_reply' | 'url'; value: string }[]
      /** Its parts as filled in, for the connector to measure (`tooLong`); messages of before have none. */
      filled?: readonly { part: keyof TemplateLimits; text: string }[]
    }
)

export type Downloaded =
  | { kind: 'downloaded'; bytes: Uint8Array<ArrayBuffer>; mimeType: string | null; sha256: string }
  | Refused

/** A message that the platform must approve before it is sent. `status` is the platform's own word. */
export interface Template {
  id: string
  name: string
  language: string
  status: string
  category: string | null
  /** Why it was refused; null where the platform gives no reason. */
  rejectedReason: string | null
  /** Header, body, footer and buttons as the platform describes them. */
  components: readonly unknown[]
  /** The components in our own format. */
  parts: TemplateParts
}

export type TemplatePage = { kind: 'page'; items: readonly Template[]; nextCursor: string | null } | Refused

export interface MediaRule {
  kind: MediaKind
  /** MIME types; `*` takes any. */
  formats: readonly string[]
  /** Smaller ones are refused. */
  minBytes?: number
  maxBytes: number
  /** The most media of this kind in one message. */
  maxCount: number
  caption: boolean
}

/** The limits of one message or post. */
export interface ContentRules {
  text: TextLimit
  /** The caption of a medium; `maxLength` in UTF-16 units. */
  caption?: { maxLength: number }
  media?: readonly MediaRule[]
  /** Several media in one message. `together`: the kinds that may be combined; without it, all may. */
  carousel?: { min: number; max: number; together?: readonly (readonly MediaKind[])[] }
}

/** Messages to and from an account. */
export interface Messages {
  rules: ContentRules & {
    /** Free text may be sent this long after the contact last wrote. */
    windowMs?: number
    /** Present where the platform has templates. */
    template?: TemplateLimits
    /** `count`: the number of messages it counts as; an album counts as many as it has media. */
    quotas(to: string, count?: number): readonly Quota[]
  }
  send(account: ConnectedAccountRef, to: string, content: Content, intent: Intent): Promise<Outcome>
  /** Downloads a file that a contact sent, of at most `maxBytes`. `sha256` of the answer is lower-case hex. */
  download?(
    account: ConnectedAccountRef,
    media: Pick<InboundMedia, 'id' | 'sha256' | 'mimeType'>,
    maxBytes: number,
  ): Promise<Downloaded>
  /** Lists the account's templates. `cursor` is null for the first page. */
  templates?(account: ConnectedAccountRef, cursor: string | null): Promise<TemplatePage>
}

/** Posts that an account publishes. */
export interface Posts {
  rules: ContentRules & {
    altText: boolean
    /** How a post looks to its readers, roughly: the composer shows it in this form. */
    look: 'bubble' | 'card'
    /** `media`: how many the post has. */
    quotas(media: number): readonly Quota[]
    /** The most hashtags and mentions of a post, where the platform limits them. */
    signs?: { hashtags: number; mentions: number }
    /** True where what is for adults only may be published, under the platform's own label (`nsfw` of the content) or by a person. */
    nsfw?: true
    /** True where no post stands without a picture or a video. */
    mediaNeeded?: true
    /** True where nobody but the account's owner sees its posts. */
    ownerOnly?: boolean
    /** How long a new post may be invisible to `find`; without it, the longest delay of any platform applies. */
    visibilityDelayMs?: number
  }
  /**
   * True where a person publishes, since there is no API: at its time the post is handed to them, ready to be pasted (decision 36).
   * `publish` is then never called.
   */
  byHand?: true
  prepare?: Preparation
  /**
   * Publishes a post. `handle`: of its files, which were taken in ahead; the content is then its text alone, and `files` are there for a
   * platform that publishes with the last part of a file, or fetches it only then.
   */
  publish(
    account: ConnectedAccountRef,
    post: Content,
    intent: PublishIntent,
    handle?: string,
    files?: readonly StoredMedium[],
  ): Promise<Outcome>
  /**
   * Looks for the post of an intent, to find out whether an unanswered call succeeded. Returns all of the account's own posts
   * made since a time, or, where the post has a key made of the intent, that post alone; else a refusal: a post left out would
   * count as never sent. On a platform without `find`, a person has to look. `handle`: of the attempt, where it had one.
   */
  find?(account: ConnectedAccountRef, since: Date, intent: Intent, handle?: string): Promise<FoundPosts>
}

/** A delivery to `/webhooks/<source>`, or to `/webhooks/<source>/<account>` where each account has an address of its own. */
export interface Arrived {
  headers: Headers
  accountId: string | null
  /** Reads the body. Call it only if the request looks like one of the platform: a stranger's body must not be read. */
  bytes(): Promise<Uint8Array<ArrayBuffer>>
}

export interface SourceDeps {
  settings: Settings
  vault: Pick<Vault, 'verify' | 'webhookSecretVersion'>
}

/** A platform's webhooks. Several platforms may share a name, and so an address: then `takes` tells whose a delivery is. */
export interface Source {
  name: string
  /** True if each account has its own address and secret; false if the app has one of each. */
  perAccount: boolean
  /** Subscriptions that a person must make in the platform's own console, as no API can: where, and to which fields. */
  byHand?: { where: string; fields: readonly string[] }
  /** Returns null if the delivery is not from the platform; else the version of the account's secret, where it has one. */
  verify(arrived: Arrived, deps: SourceDeps): Promise<{ secretVersion: number | null } | null>
  /** Returns the answer to the platform's request to verify the webhook address; null refuses it. */
  challenge?(query: URLSearchParams, deps: SourceDeps): Promise<string | null>
  takes?(body: unknown): boolean
  /**
   * Splits a delivery into one update per effect, each with its dedupe key. Pure. Throws on a body that the platform never
   * sends.
   */
  split(body: unknown, accountId: string | null): Update[]
}

/** The outcome of refreshing a token. `unknown`: the request was sent, and no answer came. */
export type Refreshed =
  | { kind: 'refreshed'; credentials: ConnectedAccountRef['credentials'] }
  | Extract<Outcome, { kind: 'limited' | 'retry' | 'unknown' }>
  /** The platform refuses the refresh token itself. Not for network failures. */
  | Extract<Outcome, { kind: 'reauth' }>

/** Tokens that expire. */
export interface Tokens {
  /** How long before its expiry a token is refreshed, in milliseconds. */
  refreshAheadMs: number
  refresh(account: ConnectedAccountRef): Promise<Refreshed>
}

/** An account that the platform has confirmed. */
export interface Connected {
  kind: 'connected'
  name: string
  /** The platform's own id, where a person may give another name for the account, such as one that can change. */
  externalId?: string
  /** What is stored in place of the credentials that were given, such as a session opened by a password. */
  credentials?: Credentials
  /** Limits of posts that differ from account to account on the platform. */
  limits?: OwnLimits
}

/** An account that a person's consent covers. */
export interface GrantedAccount {
  externalId: string
  name: string
  /** What it is, in the platform's own word, such as `Page`. */
  kind: string
  credentials: Credentials
}

/** What the platform answers when a person comes back from its page. `accounts` may be empty. */
export type Granted =
  | { kind: 'granted'; accounts: readonly GrantedAccount[] }
  /** The person said no. */
  | { kind: 'denied' }
  | Extract<Outcome, { kind: 'rejected' | 'retry' }>

/** The place that a person comes back to. `state` and `verifier` (PKCE, RFC 7636) are made for one visit. */
export interface Visit {
  redirectUri: string
  state: string
  verifier: string
  /** The address to which a service in between reports (`hosted`). It holds a proof of its own: whoever has it speaks for the service. */
  reportUri: string
  /** When the visit began: what the person connects on it is no older. */
  since: Date
  /** The account that is connected anew; null for a new one. */
  renews: ConnectedAccountRef | null
}

/** Connecting by a page elsewhere (`connect` has a flow `redirect` or `hosted`). */
export interface Consent {
  /**
   * Returns the address of the page. `given` is what the person said beforehand, where the flow asks (`fields`); `keep` is sealed, and
   * given to `finish`.
   */
  begin(
    visit: Visit,
    given: Credentials,
  ): Promise<
    { kind: 'page'; url: string; keep?: Credentials } | Extract<Outcome, { kind: 'rejected' | 'retry' }>
  >
  /** Turns an answer into accounts: the one that the person brings back, or the report of a service in between. It is good once. */
  finish(answer: URLSearchParams, visit: Visit, kept: Credentials): Promise<Granted>
  /**
   * Present where a service in between reports what became of the visit (`hosted`): the person then brings back no more than that it
   * ended, before the report, after it, or without one.
   */
  hosted?: {
    /** Tests whether the person came back without an account; then no report follows. */
    failed(answer: URLSearchParams): boolean
    /** Reads a report as an answer; null for what the service never sends. */
    report(body: unknown): URLSearchParams | null
  }
}

/** One platform. An optional part is present if the platform supports it. */
export interface Connector {
  manifest: Manifest
  /** Secrets that an operator still has to provide; until then no account can be connected. */
  missing: readonly SecretVar[]
  source?: Source
  /** Returns the credential, such as a bot's, under which the calls of several accounts are counted together; may be a secret. */
  credentialOf?(account: ConnectedAccountRef): string
  /** Proves the credentials and tells the platform where its webhooks go. */
  connect(
    account: ConnectedAccountRef,
    webhook: { url: string; secret: string | null } | null,
  ): Promise<Connected | Extract<Outcome, { kind: 'reauth' | 'rejected' | 'retry' }>>
  consent?: Consent
  tokens?: Tokens
  messages?: Messages
  posts?: Posts
  comments?: Comments
  actions?: Actions
  listen?: Listen
}

const MB = 1024 * 1024
/** Writes a size in hundredths of MB: a limit rounded down and a file rounded up, so that too large looks too large. */
const inMb = (bytes: number, round: (value: number) => number) => round((bytes / MB) * 100) / 100

/**
 * Returns why a platform with these rules would refuse these media under this caption; null if it would not. The screen shows
 * the same reason before anything is sent.
 */
export function mediaProblem(
  media: readonly (Pick<Media, 'kind' | 'mimeType'> & { bytes: Pick<Uint8Array, 'byteLength'> })[],
  caption: string,
  { media: rules = [], carousel, caption: captions }: Pick<ContentRules, 'media' | 'carousel' | 'caption'>,
): { code: string; reason: string } | null {
  if (media.length > (carousel?.max ?? 1)) {
    const reason = `At most ${carousel?.max ?? 1} can go into one message; these are ${media.length}.`
    return { code: 'too_many_media', reason }
  }
  for (const { kind, mimeType, bytes } of media) {
    const rule = rules.find((one) => one.kind === kind)
    if (!rule) return { code: 'media_kind', reason: `A medium of the kind ${kind} cannot be sent there.` }
    const format = (mimeType.split(';')[0] ?? '').trim().toLowerCase()
    if (!rule.formats.includes('*') && !rule.formats.includes(format))
      return {
        code: 'media_format',
        reason: `As ${kind} it takes ${rule.formats.join(', ')}; this is ${format}.`,
      }
    if (bytes.byteLength === 0) return { code: 'media_empty', reason: 'The file is empty.' }
    if (bytes.byteLength > rule.maxBytes) {
      const reason = `As ${kind} it takes ${inMb(rule.maxBytes, Math.floor)} MB; this has ${inMb(bytes.byteLength, Math.ceil)} MB.`
      return { code: 'media_size', reason }
    }
    if (rule.minBytes !== undefined && bytes.byteLength < rule.minBytes) {
      const reason = `As ${kind} it takes no less than ${rule.minBytes / 1024} KB.`
      return { code: 'media_small', reason }
    }
    if (media.length > rule.maxCount)
      return { code: 'media_alone', reason: `A medium of the kind ${kind} is sent alone.` }
    if (caption !== '' && !rule.caption)
      return { code: 'no_caption', reason: `A medium of the kind ${kind} has no caption.` }
  }
  const { together } = carousel ?? {}
  if (
    media.length > 1 &&
    together &&
    !together.some((kinds) => media.every((one) => kinds.includes(one.kind)))
  ) {
    const reason = 'Pictures and videos stand together, documents and audio only with their own kind.'
    return { code: 'mixed_album', reason }
  }
  const tooLong = captions && lengthProblem(caption, { ...captions, count: 'utf16' }, 'A caption')
  if (tooLong) return { code: 'caption_length', reason: tooLong }
  return null
}

/** Advice for each code that `mediaProblem` returns. */
export const MEDIA_ADVICE: Readonly<Record<string, string>> = {
  too_many_media: 'Send them in several messages.',
  media_kind: 'Send it as a document.',
  media_format: 'Convert it, or send it as a document.',
  media_empty: 'Choose another file.',
  media_size: 'Make it smaller, or send a link to it.',
  media_small: 'Choose a longer one.',
  mixed_album: 'Send them in several messages.',
  media_alone: 'Send it in a message of its own.',
  no_caption: 'Send the text in a message of its own.',
  caption_length: 'Shorten it, or send the text in a message of its own.',
}
