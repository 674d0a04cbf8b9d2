import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#core/lib/kernel/ids.ts'
import type { Outcome } from '#core/lib/platform/connector.ts'
import { startEmulators } from '#local/emulators/server.ts'
import { Servers } from '../contract/servers.ts'
import { connectorContract } from '../contract.ts'
import { wired } from '../folder.ts'
import { failedWrite } from './errors.ts'
import { youtube } from './index.ts'
import { WAIT_WITHOUT_WORD_MS } from './unverified.ts'
import { film, intent, prepared } from './uploading.contract.ts'
import { published, say, youtubeBeyond } from './youtube.contract.ts'

const refusal = (status: number, reason: string) => ({
  status,
  body: {
    error: {
      code: status,
      message: `Refused: ${reason}`,
      errors: [{ message: `Refused: ${reason}`, domain: 'youtube', reason }],
    },
  },
})

const TABLE: Partial<Record<Outcome['kind'], readonly (readonly [number, string])[]>> = {
  reauth: [
    [401, 'authError'],
    [401, 'UNAUTHENTICATED'],
    [403, 'insufficientPermissions'],
  ],
  limited: [
    [403, 'quotaExceeded'],
    [403, 'dailyLimitExceeded'],
    [400, 'uploadLimitExceeded'],
    [403, 'rateLimitExceeded'],
    [429, 'rateLimitExceeded'],
    [403, 'userRateLimitExceeded'],
  ],
  retry: [
    [409, 'conflict'],
    [400, 'processingFailure'],
  ],
  // The video may have become public before.
  unknown: [500, 502, 503, 504].map((status) => [status, 'backendError'] as const),
  rejected: [
    [400, 'invalidTitle'],
    [400, 'invalidDescription'],
    [400, 'invalidTags'],
    [400, 'invalidCategoryId'],
    [400, 'invalidPublishAt'],
    [400, 'invalidVideoMetadata'],
    [400, 'mediaBodyRequired'],
    [400, 'commentTextTooLong'],
    [401, 'youtubeSignupRequired'],
    [403, 'channelClosed'],
    [403, 'channelSuspended'],
    [403, 'commentsDisabled'],
    [403, 'forbidden'],
    [403, 'ineligibleAccount'],
    [404, 'videoNotFound'],
    [404, 'commentThreadNotFound'],
  ],
}

connectorContract('YouTube', {
  folder: youtube,
  tells: [],
  account: {
    id: 'a',
    externalId: 'UCcontract0000000000000a',
    credentials: { accessToken: 'ya29.tokenOfTheContract' },
  },
  takesIn: (stage, text) => prepared(stage, text.slice(0, 5_000)),
  marks: 'videos?part=status',
  revoked: refusal(401, 'authError'),
  permanent: refusal(400, 'invalidVideoMetadata'),
  serverError: 'unknown',
  serverErrorBody: refusal(500, 'backendError').body,
  takesAgain: (now) => new Date(now.getTime() + WAIT_WITHOUT_WORD_MS),
  errors: Object.entries(TABLE).flatMap(([means, rows]) =>
    rows.map(
      ([status, reason]) =>
        [`${status} ${reason} means ${means}`, refusal(status, reason), means as Outcome['kind']] as const,
    ),
  ),
  commenting: {
    marks: 'POST /youtube/youtube/v3/comments?',
    called: (name) => `@${name}`,
    post: (stage) => published(stage, 'We are open.'),
    comment: (stage, { postId, parentId }, { text, from }) => say(stage, parentId ?? postId, text, from),
  },
  beyond: youtubeBeyond,
})

it('Google’s tokens come from an address of their own, and its pages from another', async () => {
  const servers = new Servers()
  const asked: string[] = []
  const serve = (name: string, body: unknown) =>
    servers.serve((request, response) => {
      asked.push(`${name} ${request.method} ${request.url?.split('?')[0]}`)
      request.resume().on('end', () => response.end(JSON.stringify(body)))
    })
  const { consent } = wired(youtube, {
    apiUrl: await serve('api', { kind: 'youtube#channelListResponse', items: [{ id: 'UC1' }] }),
    signInUrl: await serve('pages', {}),
    tokenUrl: await serve('tokens', { access_token: 'ya29', refresh_token: '1//renews', expires_in: 3_599 }),
    ...{ deadlineMs: 2_000, now: () => new Date() },
  })
  const visit = {
    ...{ redirectUri: 'https://app.example/cb', state: 's', verifier: 'v', reportUri: '' },
    ...{ since: new Date(), renews: null },
  }
  const found = await consent?.finish(new URLSearchParams({ code: '4/the-code' }), visit, {})
  await servers.close()
  expect(found).toMatchObject({ kind: 'granted', accounts: [{ externalId: 'UC1', name: 'UC1' }] })
  expect(asked).toEqual(['tokens POST /token', 'api GET /youtube/v3/channels'])
})

describe('the day of YouTube’s quota', () => {
  const exceeded = { kind: 'answer' as const, headers: new Headers(), ...refusal(403, 'quotaExceeded') }
  it.each([
    ['2026-07-01T12:00:00Z', '2026-07-02T07:00:00Z'],
    ['2026-12-01T07:59:59Z', '2026-12-01T08:00:00Z'],
    // The day on which clocks go forward has 23 hours, that on which they go back 25.
    ['2026-03-08T08:00:00Z', '2026-03-09T07:00:00Z'],
    ['2026-11-01T07:00:00Z', '2026-11-02T08:00:00Z'],
  ])('that has %s ends at %s', (now, until) => {
    expect(failedWrite(exceeded, new Date(now))).toMatchObject({ kind: 'limited', until: new Date(until) })
  })

  describe('as the emulator counts it', () => {
    const clock = { now: new Date('2026-03-08T07:30:00Z') }
    let emulators: Awaited<ReturnType<typeof startEmulators>>
    beforeAll(async () => {
      emulators = await startEmulators({ port: 0, workerUrl: 'http://localhost:1', now: () => clock.now })
    })
    afterAll(() => emulators.stop())

    it('begins anew at midnight in California, also when the clocks change', async () => {
      const externalId = `UC${'d'.repeat(22)}`
      const accessToken = newId()
      await fetch(`${emulators.url}/_control/accounts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ platform: 'youtube', externalId, name: 'Days', token: accessToken }),
      })
      const { posts } = wired(youtube, {
        ...{ apiUrl: `${emulators.url}/youtube`, deadlineMs: 2_000, now: () => clock.now },
      })
      const account = { id: 'a', externalId, credentials: { accessToken } }
      const begin = () => posts?.prepare?.step(account, { text: '', media: [film().medium] }, null, intent())
      for (let n = 0; n < 100; n++) await begin()
      expect(await begin()).toMatchObject({ kind: 'limited', until: new Date('2026-03-08T08:00:00Z') })
      clock.now = new Date('2026-03-08T08:00:00Z')
      for (let n = 0; n < 100; n++) await begin()
      expect(await begin()).toMatchObject({ kind: 'limited', until: new Date('2026-03-09T07:00:00Z') })
    })
  })
})
