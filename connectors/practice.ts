import type { Practice } from '#core/lib/context.ts'
import { AppError } from '#core/lib/errors.ts'
import { platformHttp } from './http.ts'

/** The emulators, where an installation has them for its platforms. Null without an address. */
export function practiceOf({ url, deadlineMs }: { url: string; deadlineMs: number }): Practice | null {
  if (url === '') return null
  const http = platformHttp({ baseUrl: url, deadlineMs })
  return {
    phoneUrl: url,
    async register(account) {
      const answer = await http({ method: 'POST', path: '/_control/accounts', json: account })
      if (answer.kind !== 'answer' || answer.status >= 300)
        throw new AppError(
          'unavailable',
          'practice_unavailable',
          'The practice platforms do not answer. Try again in a minute.',
        )
    },
  }
}
