import { AwsClient } from 'aws4fetch'
import { Parser } from 'htmlparser2'
import { UserError } from '#local/user-error.ts'

export interface StoredFile {
  key: string
  /** In bytes. */
  size: number
}

/** The bucket of files, by the part of S3's API that R2 serves, on Cloudflare and on this machine alike. */
export interface Bucket {
  list(): AsyncIterable<StoredFile>
  read(key: string): Promise<ReadableStream<Uint8Array>>
  write(file: StoredFile, body: ReadableStream<Uint8Array>): Promise<void>
}

export interface BucketAddress {
  /** The address of the bucket itself, without a slash at its end. */
  url: string
  accessKeyId: string
  secretAccessKey: string
}

/** @throws UserError where the bucket refuses, at the first call. */
export function openBucket({ url, accessKeyId, secretAccessKey }: BucketAddress): Bucket {
  const client = new AwsClient({ accessKeyId, secretAccessKey, service: 's3', region: 'auto', retries: 3 })
  const call = async (path: string, init: RequestInit = {}) => {
    const response = await client.fetch(`${url}${path}`, init)
    if (response.ok) return response
    throw new UserError(
      `The bucket answered ${response.status} to ${init.method ?? 'GET'} ${path || '/'}: ${(await response.text()).slice(0, 300)}`,
    )
  }
  return {
    async *list() {
      for (let page: Page | undefined; !page || page.next; ) {
        const query = new URLSearchParams({
          'list-type': '2',
          ...(page?.next && { 'continuation-token': page.next }),
        })
        page = readPage(await (await call(`?${query}`)).text())
        yield* page.files
      }
    },
    async read(key) {
      const { body } = await call(`/${pathOf(key)}`)
      return body ?? new ReadableStream({ start: (controller) => controller.close() })
    },
    async write({ key, size }, body) {
      // S3 takes no body of unknown length.
      const init = { method: 'PUT', body, duplex: 'half', headers: { 'content-length': String(size) } }
      await call(`/${pathOf(key)}`, init as RequestInit)
    },
  }
}

/** Encodes a key as the signature demands (RFC 3986): encodeURIComponent leaves five of its characters as they are. */
const pathOf = (key: string): string =>
  key
    .split('/')
    .map((part) =>
      encodeURIComponent(part).replace(
        /[!'()*]/g,
        (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
      ),
    )
    .join('/')

interface Page {
  files: StoredFile[]
  next: string | undefined
}

/** Reads a page of S3's ListObjectsV2. */
export function readPage(xml: string): Page {
  const page: Page = { files: [], next: undefined }
  let text = ''
  let file: Partial<StoredFile> = {}
  const parser = new Parser(
    {
      onopentag(name) {
        text = ''
        if (name === 'Contents') file = {}
      },
      ontext(more) {
        text += more
      },
      onclosetag(name) {
        if (name === 'Key') file.key = text
        if (name === 'Size') file.size = Number(text)
        if (name === 'NextContinuationToken') page.next = text
        if (name === 'Contents') page.files.push({ key: file.key ?? '', size: file.size ?? 0 })
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  parser.end(xml)
  return page
}
