import type { Plan } from '#core/workspaces/rules/plans.ts'

export interface Listening {
  projects: number
  hashtags: number
  creators: number
}

/** How much each plan listens to; null is set by contract. */
const LIMITS: Readonly<Record<Plan, Listening | null>> = {
  free: { projects: 1, hashtags: 5, creators: 5 },
  starter: { projects: 5, hashtags: 25, creators: 50 },
  pro: { projects: 25, hashtags: 100, creators: 500 },
  enterprise: null,
}

const NOUNS = ['projects', 'hashtags', 'creators'] as const

/** Explains why a workspace may not listen to so much; null while it may. */
export function listeningProblem(plan: Plan, used: Listening): string | null {
  const limits = LIMITS[plan]
  const over = limits && NOUNS.find((noun) => used[noun] > limits[noun])
  if (!limits || !over) return null
  switch (over) {
    case 'projects':
      return `The plan ${plan} has ${limits.projects} listening projects. Delete one, or change the plan.`
    case 'hashtags':
      return `The plan ${plan} listens to ${limits.hashtags} hashtags. Take some out of a project, or change the plan.`
    case 'creators':
      return `The plan ${plan} listens to ${limits.creators} creators. Take some out of a project, or change the plan.`
  }
}
