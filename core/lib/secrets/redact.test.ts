import { describe, expect, it, vi } from 'vitest'
import { jsonLog, type LogEntry } from '../kernel/log.ts'
import { redactField, redactText } from './redact.ts'

describe('a line of the log', () => {
  it.each([
    ['an API key', 'refused chk_AbCdEfGh0123456789-_AbCdEfGh', 'chk_Ab'],
    ['a bearer token', 'sent Authorization: Bearer eyJhbGciOi.JIUzI1.NiJ9', 'eyJhbG'],
    ['a Meta token', 'Invalid OAuth access token EAAGm0PX4ZCpsBAKZCZB', 'EAAGm0'],
    ['a bot token', 'POST /bot7000000001:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/getMe failed', 'AAHdq'],
    ['an OpenAI or Anthropic key', 'Incorrect API key provided: sk-ant-api03-abcdefghijkl', 'sk-ant'],
    ['a webhook secret', `given v1k2-${'a'.repeat(64)}`, 'aaaa'],
    ['a sealed value', `row v2.QUJDREVGR0hJSktM.${'QUJD'.repeat(8)}`, 'QUJDQUJD'],
    ['a connection string', 'connect postgres://chorus:s3cr3t-pass@db.example.org/chorus', 's3cr3t'],
    ['a query parameter', 'GET https://x.example/cb?code=abc123secret&state=1', 'abc123'],
  ])('never holds %s', (_what, text, secret) => {
    expect(text).toContain(secret)
    expect(redactText(text)).not.toContain(secret)
    expect(redactText(text)).toContain('[redacted]')
  })

  it('hides what its name calls a secret, and what people wrote', () => {
    for (const name of ['accessToken', 'password', 'cookie', 'text', 'body', 'payload', 'webhookSecret'])
      expect(redactField(name, 'anything')).toBe('[redacted]')
    expect(redactField('messageId', 'm-1')).toBe('m-1')
    expect(redactField('ms', 12)).toBe(12)
  })

  it('keeps an ordinary sentence, an id and a time as they are', () => {
    for (const text of [
      'The platform did not answer within 25 seconds.',
      '0199aaaa-0000-7000-8000-000000000001',
      '2026-11-21T10:00:00.000Z',
      'It was due more than 15 minutes ago: 10:30.',
    ])
      expect(redactText(text)).toBe(text)
  })

  it('is clean on the console and where it is kept alike', () => {
    const lines: string[] = []
    const write = vi.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line))
    const kept: LogEntry[] = []
    const log = jsonLog({ requestId: 'r' }, (entry) => kept.push(entry)).with({ workspaceId: 'w' })
    log.error('call.failed', { error: 'Bearer abcdefghijkl refused', text: 'hello from a contact' })
    write.mockRestore()
    for (const seen of [lines.join(), JSON.stringify(kept)]) {
      expect(seen).not.toContain('abcdefghijkl')
      expect(seen).not.toContain('hello')
      expect(seen).toContain('"workspaceId":"w"')
    }
  })
})
