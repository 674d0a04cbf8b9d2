import * as z from 'zod'
import type { Practice } from '#core/lib/kernel/context.ts'
import { AppError } from '#core/lib/kernel/errors.ts'
import { parseAnswer, platformHttp } from './http.ts'

const wireInvented = z.object({
  externalId: z.string(),
  name: z.string(),
  credentials: z.record(z.string(), z.string()),
})

/** Returns the emulators of an installation that has them for its platforms; null without an address. */
export function practiceOf({ url, deadlineMs }: { url: string; deadlineMs: number }): Practice | null {
  if (url === '') return null
  const http = platformHttp({ baseUrl: url, deadlineMs })
  return {
    phoneUrl: url,
    async invent(platform) {
      const answer = await http({ method: 'POST', path: '/_control/invent', json: { platform } })
      const invented =
        answer.kind === 'answer' && answer.status === 200 ? parseAnswer(wireInvented, answer) : null
      if (invented) return invented
      throw new AppError(
        'unavailable',
        'practice_unavailable',
        'The practice platforms do not answer. Try again in a minute.',
      )
    },
  }
}
