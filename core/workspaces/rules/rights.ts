import {
  type Invitation,
  type Onboarding,
  type OnboardingStep,
  type OnboardingSteps,
  onboardingStepSchema,
  type Role,
  type Scope,
} from '../schemas.ts'

/** The role matrix of the product: the scopes of each role. */
const SCOPES: Record<Role, readonly Scope[]> = {
  owner: ['own', 'manage', 'write', 'answer', 'listen', 'see'],
  admin: ['manage', 'write', 'answer', 'listen', 'see'],
  editor: ['write', 'answer', 'listen', 'see'],
  agent: ['answer', 'see'],
  analyst: ['listen', 'see'],
  viewer: ['see'],
}

export const scopesOf = (role: Role): Scope[] => [...SCOPES[role]]

/** Tests whether scopes allow an action. Any scope includes `see`. */
export const allows = (scopes: readonly Scope[], needed: Scope): boolean =>
  scopes.includes(needed) || (needed === 'see' && scopes.length > 0)

/** Tests whether scopes allow turning a member of one role into another (null: remove them). Only owners may make or change owners. */
export const mayChangeMember = (scopes: readonly Scope[], from: Role, to: Role | null): boolean =>
  allows(scopes, 'own') || (allows(scopes, 'manage') && from !== 'owner' && to !== 'owner')

/** Returns the wanted scopes that the maker of a key lacks: a key may do no more than its maker. */
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

/** The scope that each first step needs: nobody is sent where they may not go. */
const STEP_NEEDS: Record<OnboardingStep, Scope> = {
  connect_account: 'manage',
  add_knowledge: 'answer',
  first_answer: 'answer',
  invite_team: 'manage',
}

/** Returns the steps that a person may take, and their progress: work that was done counts, whoever did it. */
export const onboardingSteps = (
  scopes: readonly Scope[],
  facts: Record<OnboardingStep, boolean>,
  kept: OnboardingSteps,
): Onboarding['steps'] =>
  onboardingStepSchema.options
    .filter((step) => allows(scopes, STEP_NEEDS[step]))
    .map((step) => ({ step, status: facts[step] ? 'done' : (kept[step] ?? 'open') }))
