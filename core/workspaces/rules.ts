import {
  type Invitation,
  type Onboarding,
  type OnboardingStep,
  type OnboardingSteps,
  onboardingStepSchema,
  type Role,
  type Scope,
} from './schemas.ts'

/** The role matrix of the product: what each role may do. */
const SCOPES: Record<Role, readonly Scope[]> = {
  owner: ['own', 'manage', 'write', 'answer', 'listen', 'see'],
  admin: ['manage', 'write', 'answer', 'listen', 'see'],
  editor: ['write', 'answer', 'listen', 'see'],
  agent: ['answer', 'see'],
  analyst: ['listen', 'see'],
  viewer: ['see'],
}

export const scopesOf = (role: Role): Scope[] => [...SCOPES[role]]

/** Whoever may do anything may also see. */
export const allows = (scopes: readonly Scope[], needed: Scope): boolean =>
  scopes.includes(needed) || (needed === 'see' && scopes.length > 0)

/** Whether who has these scopes may turn a member of one role into another (null: remove them). Owners are the owners' business. */
export const mayChangeMember = (scopes: readonly Scope[], from: Role, to: Role | null): boolean =>
  allows(scopes, 'own') || (allows(scopes, 'manage') && from !== 'owner' && to !== 'owner')

/** A key may do no more than who makes it. */
export const missingScopes = (scopes: readonly Scope[], wanted: readonly Scope[]): Scope[] =>
  wanted.filter((scope) => !allows(scopes, scope))

export function invitationStatus(
  { acceptedAt, revokedAt, expiresAt }: { acceptedAt: Date | null; revokedAt: Date | null; expiresAt: Date },
  now: Date,
): Invitation['status'] {
  if (acceptedAt !== null) return 'accepted'
  if (revokedAt !== null) return 'revoked'
  return expiresAt <= now ? 'expired' : 'pending'
}

/** What each first step needs: nobody is sent where they may not go. */
const STEP_NEEDS: Record<OnboardingStep, Scope> = {
  connect_account: 'manage',
  add_knowledge: 'answer',
  first_answer: 'answer',
  invite_team: 'manage',
}

/** The steps that a person may take, and how far they are: what was really done counts, whoever did it. */
export const onboardingSteps = (
  scopes: readonly Scope[],
  facts: Record<OnboardingStep, boolean>,
  kept: OnboardingSteps,
): Onboarding['steps'] =>
  onboardingStepSchema.options
    .filter((step) => allows(scopes, STEP_NEEDS[step]))
    .map((step) => ({ step, status: facts[step] ? 'done' : (kept[step] ?? 'open') }))
