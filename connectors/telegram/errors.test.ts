import { describe, expect, it } from 'vitest'
import { toOutcome } from './errors.ts'

describe('an error of the Bot API', () => {
  const now = new Date()
  const failed = (error_code: number, description: string, more = {}) =>
    toOutcome({ ok: false, error_code, description, ...more }, error_code, now)
  it.each([
    [429, 'Too Many Requests: retry after 35', 'limited'],
    [500, 'Internal Server Error', 'retry'],
    [502, 'Bad Gateway', 'retry'],
    [401, 'Unauthorized', 'reauth'],
    [404, 'Not Found', 'reauth'],
    [403, 'Forbidden: bot was blocked by the user', 'rejected'],
    [400, 'Bad Request: not enough rights to send text messages', 'rejected'],
    [400, 'Bad Request: chat not found', 'rejected'],
    [400, 'Bad Request: message is too long', 'rejected'],
    [400, "Bad Request: can't parse entities: Unsupported start tag", 'rejected'],
    [400, 'Bad Request: group chat was upgraded to a supergroup chat', 'rejected'],
    [409, 'Conflict: terminated by other getUpdates request', 'rejected'],
    [413, 'Request Entity Too Large', 'rejected'],
    [504, 'Gateway Timeout', 'retry'],
  ])('%i %s means %s', (code, description, kind) => {
    expect(failed(code, description).kind).toBe(kind)
  })

  it('with retry_after waits that long and a second more', () => {
    const outcome = failed(429, 'Too Many Requests', { parameters: { retry_after: 35 } })
    expect(outcome.kind === 'limited' && outcome.until.getTime() - now.getTime()).toBe(36_000)
  })

  it.each([
    [403, 'Forbidden: bot was blocked by the user', /unblock/],
    [403, 'Forbidden: user is deactivated', /another channel/],
    [403, 'Forbidden: bot was kicked from the supergroup chat', /add it again/],
    [403, 'Forbidden: bot is not a member of the channel chat', /administrator/],
    [403, "Forbidden: bot can't initiate conversation with a user", /Start/],
    [403, 'Forbidden: something new', /start it/],
    [400, 'Bad Request: need administrator rights in the channel chat', /administrator/],
    [400, 'Bad Request: CHAT_WRITE_FORBIDDEN', /administrator/],
    [400, "Bad Request: can't parse entities: Unsupported start tag", /plain text/],
    [400, 'Bad Request: wrong file identifier/HTTP URL specified', /Upload/],
    [400, 'Bad Request: failed to get HTTP URL content', /Upload/],
    [400, 'Bad Request: WEBPAGE_CURL_FAILED', /Upload/],
    [400, 'Bad Request: message to edit not found', /gone/],
    [409, 'Conflict: terminated by other getUpdates request', /somewhere else/],
    [413, 'Request Entity Too Large', /smaller/],
    [400, 'Bad Request: not enough rights to send text messages to the chat', /administrator/],
    [400, 'Bad Request: chat not found', /chat id/],
    [400, 'Bad Request: message is too long', /Shorten/],
    [400, 'Bad Request: group chat was upgraded to a supergroup chat', /new id/],
  ])('%i %s says what to do', (code, description, advice) => {
    expect(failed(code, description)).toMatchObject({ advice: expect.stringMatching(advice) })
  })

  it('of a group that has moved says where to', () => {
    const moved = failed(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
      parameters: { migrate_to_chat_id: -1009876543210 },
    })
    expect(moved).toMatchObject({ kind: 'rejected', recipient: '-1009876543210' })
  })

  it('in a form that is not Telegram’s tells nothing', () => {
    expect(toOutcome('<html>', 502, now).kind).toBe('unknown')
  })
})
