import * as z from 'zod'

/** Schemas of the bodies of `/auth/*`. Our own, since better-auth checks little of the data that it stores. */

const email = z.email().max(254)
const password = z.string().min(1).max(200)
const token = z.string().min(1).max(500)
const name = z.string().trim().min(1, 'Write a name.').max(80)
/** A path of the dashboard; better-auth decides whether it is allowed. */
const callbackURL = z.string().max(500).optional()

/** Makes the schemas. `ownOrigins`: origins that may hold pictures of people, since everybody's browser fetches them. */
export const authBodies = (ownOrigins: readonly string[]): Readonly<Record<string, z.ZodType>> => {
  const image = z
    .string()
    .max(500)
    .refine(
      (url) => URL.canParse(url) && ownOrigins.includes(new URL(url).origin),
      'Only a picture of ours: upload it first.',
    )
  const profile = { name: name.optional(), image: image.nullable().optional() }
  return {
    '/auth/sign-up/email': z.strictObject({
      ...profile,
      name,
      email,
      password,
      callbackURL,
      rememberMe: z.boolean().optional(),
    }),
    '/auth/sign-in/email': z.strictObject({
      email: z.string().trim().max(254),
      password: z.string().max(200),
      callbackURL,
      rememberMe: z.boolean().optional(),
    }),
    '/auth/sign-out': z.strictObject({}),
    '/auth/request-password-reset': z.strictObject({ email, redirectTo: callbackURL }),
    '/auth/reset-password': z.strictObject({ newPassword: password, token }),
    '/auth/send-verification-email': z.strictObject({ email, callbackURL }),
    '/auth/change-password': z.strictObject({
      newPassword: password,
      currentPassword: password,
      revokeOtherSessions: z.boolean().optional(),
    }),
    '/auth/change-email': z.strictObject({ newEmail: email, callbackURL }),
    '/auth/update-user': z.strictObject(profile),
    '/auth/revoke-session': z.strictObject({ token }),
    '/auth/revoke-other-sessions': z.strictObject({}),
  }
}
