import * as z from 'zod'
import type { Counted, Limits } from '#core/lib/kernel/limits.ts'

export const planSchema = z.enum(['free', 'starter', 'pro', 'enterprise'])
export type Plan = z.infer<typeof planSchema>

const MB = 1024 * 1024
const GB = 1024 * MB

/** The limits of each plan; there is no limit to what is left out. */
export const PLANS: Readonly<Record<Plan, Readonly<Partial<Record<Counted, number>>>>> = {
  free: {
    storage: 200 * MB,
    documents: 20,
    listening_projects: 1,
    listening_hashtags: 5,
    listening_creators: 5,
  },
  starter: {
    storage: 5 * GB,
    documents: 200,
    listening_projects: 5,
    listening_hashtags: 25,
    listening_creators: 50,
  },
  pro: {
    storage: 50 * GB,
    documents: 2_000,
    listening_projects: 25,
    listening_hashtags: 100,
    listening_creators: 500,
  },
  enterprise: {},
}

export const limitsOf = (plan: Plan): Limits => ({ most: async (what) => PLANS[plan][what] ?? null })

const sizeOf = (bytes: number) => (bytes >= GB ? `${bytes / GB} GB` : `${bytes / MB} MB`)

const SAYS: Readonly<Record<Counted, (most: number) => string>> = {
  accounts: (most) => `The plan connects ${most} accounts.`,
  members: (most) => `The plan is for ${most} people, invited ones included.`,
  api_keys: (most) => `The plan has ${most} API keys.`,
  storage: (most) => `The plan keeps ${sizeOf(most)} of files.`,
  documents: (most) => `The plan keeps ${most} documents.`,
  faqs: (most) => `The plan keeps ${most} questions and answers.`,
  scheduled_posts: (most) => `The plan keeps ${most} posts that are still to go out.`,
  profiles: (most) => `The plan keeps ${most} profiles.`,
  bank_posts: (most) => `The plan keeps ${most} posts in the bank.`,
  listening_projects: (most) => `The plan has ${most} listening projects.`,
  listening_hashtags: (most) => `The plan listens to ${most} hashtags.`,
  listening_creators: (most) => `The plan listens to ${most} creators.`,
}

/** Explains why there is no room for more, and what to do. Existing data stays, whatever the plan. */
export const limitProblem = (what: Counted, most: number): string =>
  `${SAYS[what](most)} Delete what is no longer needed, or change the plan.`
