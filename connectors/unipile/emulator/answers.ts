import type { Answer } from '#local/emulators/lib/http.ts'

/** Unipile's form of an error. */
export const refuse = (status: number, type: string, detail: string): Answer => ({
  status,
  body: { title: type.replaceAll('_', ' '), detail, type: `errors/${type}`, status, instance: '' },
})
