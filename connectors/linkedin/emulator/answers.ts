import type { Answer } from '#local/emulators/lib/http.ts'

/** LinkedIn's form of an error. */
export const refuse = (status: number, code: string, message: string, serviceErrorCode?: number): Answer => ({
  status,
  body: { status, code, message, ...(serviceErrorCode === undefined ? {} : { serviceErrorCode }) },
})
