import type { InboundMedia, Update } from '#core/inbox/schemas.ts'
import { lengthProblem, type TextLimit } from './length.ts'
import type { Manifest, SecretVar, Settings } from './manifest.ts'
import type { Quota, UsageReport } from './quota.ts'
import type { Vault } from './vault.ts'

/** What opens an account, in its platform's own shape (`connect` of its manifest). Tokens that run out also have `refreshToken` and `expiresAt` (ISO 8601). */
export type Credentials = Readonly<Record<string, string>>

/** An account with its secrets opened: exists only for the length of a call. */
export interface ConnectedAccountRef {
  id: string
  externalId: string
  credentials: Credentials
}

/** What a call to a platform came to. Each connector maps its platform's codes to these; nobody else knows the codes. */
export type Outcome = (
  | /** The platform shows it. An album has several ids; `id` is its first. */
  { kind: 'sent'; id: string; url?: string; ids?: readonly string[] }
  /** Taken; receipts will say. `note`: what the platform says of it meanwhile, such as that it holds it back. */
  | { kind: 'accepted'; id: string; note?: string }
  | { kind: 'limited'; until: Date; scope: 'credential' | 'account' | 'action' }
  /** Surely not done. */
  | { kind: 'retry'; reason: string }
  | { kind: 'reauth'; reason: string }
  /** Permanent: the platform's words and what to do. `optedOut`: the contact has stopped our messages there. */
  | { kind: 'rejected'; reason: string; code: string; advice: string; optedOut?: boolean }
  /** It may have been done. Never retried blindly. */
  | { kind: 'unknown'; reason: string }
) & {
  /** The address that the platform uses from now on, where it is not the one that was written to. To be stored. */
  recipient?: string
  /** How far budgets are used that the platform counts itself, by its headers. */
  usage?: readonly (UsageReport & { blockedUntil?: Date })[]
}

type Refused = Extract<Outcome, { kind: 'limited' | 'retry' | 'reauth' | 'rejected' }>

/** What ties a call to our row, written before the call, so that its outcome can be found out. */
export interface Intent {
  id: string
  fence: number
  startedAt: Date
}

/** A post of the account's own, as the platform shows it. */
export interface FoundPost {
  id: string
  url: string | null
  text: string
  createdAt: Date
  /** The id of the intent it was made with, where the platform keeps such a thing. */
  marker?: string
}

export type FoundPosts = { kind: 'found'; posts: readonly FoundPost[] } | Refused

export type MediaKind = 'image' | 'video' | 'audio' | 'voice' | 'document' | 'sticker'

export interface Media {
  kind: MediaKind
  mimeType: string
  bytes: Uint8Array<ArrayBuffer>
  fileName?: string
  /** What it shows, for who cannot see it: of a post, where the platform takes it (`rules.altText`). */
  altText?: string
}

/** One thing to choose from: `id` comes back when it is chosen. */
export interface Choice {
  id: string
  title: string
  description?: string
}

/** What a template's placeholder is filled with. `name` only where the template names its placeholders. */
export interface TemplateValue {
  text: string
  name?: string
}

/** What is sent. `text` is always what a person reads of it; `replyTo` the platform's id of the message it answers. */
export type Content = { text: string; replyTo?: string } & (
  | { kind?: 'text'; markup?: 'html' }
  /** `text` is the caption, empty for none. */
  | { kind: 'media'; media: readonly [Media, ...Media[]]; markup?: 'html' }
  /** A question with buttons, or with a list that `list` opens. */
  | { kind: 'choices'; choices: readonly [Choice, ...Choice[]]; list?: string }
  /** `text` is how it reads once filled in, for our own records: the platform fills in its own. */
  | {
      kind: 'template'
      name: string
      language: string
      header?: readonly TemplateValue[]
      /** Of a template that begins with a file: which. */
      media?: Media
      body?: readonly TemplateValue[]
      buttons?: readonly { index: number; type: 'quick_reply' | 'url'; value: string }[]
    }
)

export type Downloaded =
  | { kind: 'downloaded'; bytes: Uint8Array<ArrayBuffer>; mimeType: string | null; sha256: string }
  | Refused

/** A message that the platform has approved beforehand, or not. `status` is the platform's own word. */
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
  /** The same in our words. */
  parts: TemplateParts
}

/** A text with gaps, `{{name}}` each, in the order of `placeholders`. */
export interface TemplateText {
  text: string
  placeholders: readonly string[]
}

export interface TemplateParts {
  header: TemplateText | null
  /** The kind of file that it begins with, in place of a text. */
  headerMedia: 'image' | 'video' | 'document' | null
  body: TemplateText
  footer: string | null
  /** `placeholders`: the end of an address that is filled in. */
  buttons: readonly {
    index: number
    type: 'quick_reply' | 'url' | 'other'
    text: string
    placeholders: readonly string[]
  }[]
  /** Whether its placeholders have names, rather than numbers. */
  named: boolean
  /** Why it cannot be sent from here; null where it can. */
  problem: string | null
}

export type TemplatePage = { kind: 'page'; items: readonly Template[]; nextCursor: string | null } | Refused

export interface MediaRule {
  kind: MediaKind
  /** MIME types; `*` takes any. */
  formats: readonly string[]
  maxBytes: number
  /** How many of the kind one message takes. */
  maxCount: number
  caption: boolean
}

/** What one message or post may be. */
export interface ContentRules {
  text: TextLimit
  /** Of a medium, counted as the text is. */
  caption?: { maxLength: number }
  media?: readonly MediaRule[]
  /** Several media in one message; `together` says which kinds may stand beside each other, all where it is left out. */
  carousel?: { min: number; max: number; together?: readonly (readonly MediaKind[])[] }
}

/** People write to an account, and are answered. */
export interface Messages {
  rules: ContentRules & {
    /** Free text may be sent this long after the contact last wrote. */
    windowMs?: number
    /** `count`: as how many messages the platform counts it; an album is as many as it has media. */
    quotas(to: string, count?: number): readonly Quota[]
  }
  send(account: ConnectedAccountRef, to: string, content: Content, intent: Intent): Promise<Outcome>
  /** What a contact sent, as bytes, at most `maxBytes` of them. `sha256` of the answer is lower-case hex. */
  download?(
    account: ConnectedAccountRef,
    media: Pick<InboundMedia, 'id' | 'sha256' | 'mimeType'>,
    maxBytes: number,
  ): Promise<Downloaded>
  /** Messages that are approved beforehand. `cursor` is null for the first page. */
  templates?(account: ConnectedAccountRef, cursor: string | null): Promise<TemplatePage>
}

/** An account publishes. */
export interface Posts {
  rules: ContentRules & {
    altText: boolean
    /** How readers see a post, roughly: the composer draws it so. */
    look: 'bubble' | 'card'
    quotas: readonly Quota[]
    /** How long a post may stay invisible to `find`; where it is left out, as long as on any platform. */
    visibilityDelayMs?: number
  }
  publish(account: ConnectedAccountRef, post: Content, intent: Intent): Promise<Outcome>
  /**
   * The account's own posts made since a time, to find out what became of a call that was not answered. All of them, or a refusal: of what
   * it leaves out it would be believed that it was never sent. Without it, a person finds out.
   */
  find?(account: ConnectedAccountRef, since: Date): Promise<FoundPosts>
}

/** A delivery as it came in at `/webhooks/<source>`, or at `/webhooks/<source>/<account>` where each account has an address of its own. */
export interface Arrived {
  headers: Headers
  accountId: string | null
  /** Reads the body: of a stranger who shows no sign of being the platform, nothing is to be read. */
  bytes(): Promise<Uint8Array<ArrayBuffer>>
}

export interface SourceDeps {
  settings: Settings
  vault: Pick<Vault, 'verify' | 'webhookSecretVersion'>
}

/** How a platform tells us things. Several may share a name, and with it the door: then `takes` says whose a delivery is. */
export interface Source {
  name: string
  /** Whether each account has its own address and secret, or the app has one of each. */
  perAccount: boolean
  /** What a person must subscribe to in the platform's own console, where nothing can do it for them: where, and to what. */
  byHand?: { where: string; fields: readonly string[] }
  /** Null for what is not from the platform; else the version of the account's secret, where it has one. */
  verify(arrived: Arrived, deps: SourceDeps): Promise<{ secretVersion: number | null } | null>
  /** What the platform is answered that asks first whether the door is ours; null refuses. */
  challenge?(query: URLSearchParams, deps: SourceDeps): Promise<string | null>
  takes?(body: unknown): boolean
  /** Splits a delivery into one update per effect, each with its dedupe key. Pure. Throws on what the platform does not send. */
  split(body: unknown, accountId: string | null): Update[]
}

/** What became of a token that was to be refreshed. `unknown`: the request left, and no answer came. */
export type Refreshed =
  | { kind: 'refreshed'; credentials: ConnectedAccountRef['credentials'] }
  | Extract<Outcome, { kind: 'limited' | 'retry' | 'unknown' }>
  /** The platform refuses the refresh token itself. A failure of the network is none. */
  | Extract<Outcome, { kind: 'reauth' }>

/** Tokens that run out. */
export interface Tokens {
  /** How long before the end a token is refreshed, in milliseconds. */
  refreshAheadMs: number
  refresh(account: ConnectedAccountRef): Promise<Refreshed>
}

/** One platform. That a part is there says that it can be done. */
export interface Connector {
  manifest: Manifest
  /** What an operator has still to give; while there is anything, no account is connected. */
  missing: readonly SecretVar[]
  source?: Source
  /** What an account's calls are counted together under with those of others, such as a bot; may be a secret. Without it, nothing. */
  credentialOf?(account: ConnectedAccountRef): string
  /** Proves the credentials and tells the platform where its webhooks go. */
  connect(
    account: ConnectedAccountRef,
    webhook: { url: string; secret: string | null } | null,
  ): Promise<
    { kind: 'connected'; name: string } | Extract<Outcome, { kind: 'reauth' | 'rejected' | 'retry' }>
  >
  tokens?: Tokens
  messages?: Messages
  posts?: Posts
}

const MB = 1024 * 1024

/**
 * Why a platform with these rules would refuse these media under this caption (null: it would not). The same is said in
 * the screen before anything is sent.
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
      const reason = `As ${kind} it takes ${rule.maxBytes / MB} MB; this has ${(bytes.byteLength / MB).toFixed(1)} MB.`
      return { code: 'media_size', reason }
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

/** What to do about each problem. */
export const MEDIA_ADVICE: Readonly<Record<string, string>> = {
  too_many_media: 'Send them in several messages.',
  media_kind: 'Send it as a document.',
  media_format: 'Convert it, or send it as a document.',
  media_empty: 'Choose another file.',
  media_size: 'Make it smaller, or send a link to it.',
  mixed_album: 'Send them in several messages.',
  media_alone: 'Send it in a message of its own.',
  no_caption: 'Send the text in a message of its own.',
  caption_length: 'Shorten it, or send the text in a message of its own.',
}
