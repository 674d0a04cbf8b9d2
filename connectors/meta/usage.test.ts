import { describe, expect, it } from 'vitest'
import { metaUsage, withUsage } from './usage.ts'

const now = new Date('2026-11-21T12:00:00Z')
const inMinutes = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const useCase = (more: object) =>
  new Headers({
    'x-business-use-case-usage': JSON.stringify({
      '102290129340398': [{ type: 'whatsapp', call_count: 28, total_cputime: 25, total_time: 40, ...more }],
    }),
  })

describe('a usage header of Meta', () => {
  it('says how far the fullest of its three budgets is used', () => {
    expect(metaUsage(useCase({ estimated_time_to_regain_access: 0 }), now)).toEqual([
      { scope: 'credential', name: 'whatsapp_usage', usedPercent: 40 },
    ])
    const app = new Headers({ 'x-app-usage': '{"call_count":28,"total_time":25,"total_cputime":71}' })
    expect(metaUsage(app, now)).toEqual([{ scope: 'credential', name: 'app_usage', usedPercent: 71 }])
  })

  it('that names minutes stops all calls for as many, and at a hundred per cent it stops them unnamed', () => {
    expect(metaUsage(useCase({ estimated_time_to_regain_access: 19 }), now)).toMatchObject([
      { usedPercent: 100, blockedUntil: inMinutes(19) },
    ])
    expect(metaUsage(useCase({ call_count: 100 }), now)).toMatchObject([{ blockedUntil: inMinutes(5) }])
  })

  it('dates a refusal further, and never nearer', () => {
    const limited = { kind: 'limited', until: inMinutes(5), scope: 'credential' } as const
    expect(withUsage(limited, useCase({ estimated_time_to_regain_access: 19 }), now)).toMatchObject({
      until: inMinutes(19),
    })
    expect(withUsage(limited, useCase({ estimated_time_to_regain_access: 1 }), now)).toMatchObject({
      until: inMinutes(5),
    })
  })

  it('that is missing, cut off or of another form changes nothing', () => {
    const sent = { kind: 'accepted', id: 'wamid.1' } as const
    for (const text of ['', '{"1029', '[]', '{"1":[{"call_count":"many"}]}']) {
      const headers = new Headers({ 'x-business-use-case-usage': text, 'x-app-usage': text.slice(0, 5) })
      expect(withUsage(sent, headers, now)).toEqual(sent)
    }
    expect(withUsage(sent, new Headers(), now)).toBe(sent)
  })
})
