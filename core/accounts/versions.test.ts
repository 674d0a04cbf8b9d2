import { describe, expect, it } from 'vitest'
import { AppError } from '#core/lib/kernel/errors.ts'
import type { Mail } from '#core/lib/kernel/mail.ts'
import type { Connector } from '#core/lib/platform/connector.ts'
import { warnOfVersions } from './actions/versions.ts'
import { endsSoon, mailedDays } from './rules.ts'

const version = { name: '202608', endsOn: '2027-08-16' }
const at = (text: string) => new Date(text)
const quiet = () => undefined
const log = { info: quiet, warn: quiet, error: quiet, with: () => log }

describe('the end of a version of an API', () => {
  it.each([
    ['2027-06-16T23:59:59Z', false],
    ['2027-06-17T00:00:00Z', true],
    ['2027-08-16T12:00:00Z', true],
    ['2028-01-01T00:00:00Z', true],
  ])('is near at %s: %s', (now, near) => {
    expect(endsSoon(version, at(now))).toBe(near)
  })

  it('is mailed on seven days, at whatever hour of them', () => {
    const days = Array.from(
      { length: 100 },
      (_, n) => new Date(Date.parse('2027-05-20T03:00:00Z') + n * 86_400_000),
    )
    const mailed = days.map((day) => mailedDays(version, day)).filter((left) => left !== null)
    expect(mailed).toEqual([60, 30, 14, 7, 3, 1, 0])
    expect(mailedDays(version, at('2027-06-17T23:59:00Z'))).toBe(60)
  })

  it('is told to each operator, also where the mail to another is refused, and of no other platform', async () => {
    const mails: Mail[] = []
    const platforms = [
      { manifest: { id: 'a', name: 'Made Up', apiVersion: version } },
      { manifest: { id: 'b', name: 'Other' } },
    ] as unknown as Connector[]
    const told = await warnOfVersions({
      platforms,
      operators: ['gone@example.org', 'op@example.org'],
      now: () => at('2027-06-17T00:10:00Z'),
      log,
      mail: {
        send: async (mail) => {
          if (mail.to.startsWith('gone')) throw new AppError('invalid', 'mail_refused', 'No such address.')
          mails.push(mail)
        },
      },
    })
    expect(told).toEqual({ warned: 1 })
    expect(mails).toMatchObject([
      {
        to: 'op@example.org',
        subject: expect.stringContaining('Made Up'),
        text: expect.stringContaining('in 60 days'),
      },
    ])
  })
})
