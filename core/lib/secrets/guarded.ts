/** The port that fetches URLs given by a person or a platform. The only implementation is `connectors/guarded-fetch.ts`. */

export type GuardedRequest = {
  /** The most bytes of the decoded body; a longer body is refused. */
  maxBytes: number
  accept?: string
  method?: 'GET' | 'POST'
  body?: string | Uint8Array<ArrayBuffer>
  headers?: Record<string, string>
}

/** Every `reason` is in plain words and may be shown to the person who gave the URL. */
export type GuardedAnswer =
  | {
      kind: 'fetched'
      status: number
      contentType: string
      bytes: Uint8Array<ArrayBuffer>
      finalUrl: string
      /** What a later request may name, to be told that nothing has changed. */
      validators?: Validators
    }
  /** Would be refused again: not public, no such name, too large, or redirected to an address that is not followed. */
  | { kind: 'refused'; reason: string }
  /** Allowed, but there was no usable answer this time. */
  | { kind: 'failed'; reason: string }

export interface Validators {
  etag: string | null
  lastModified: string | null
}

export type GuardedFetch = (url: string, request: GuardedRequest) => Promise<GuardedAnswer>
