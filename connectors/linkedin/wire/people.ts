import * as z from 'zod'

/** `GET /v2/userinfo`. `sub` is the member's id for this app alone. */
export const wireUserInfo = z.object({ sub: z.string().regex(/^[\w-]+$/), name: z.string().min(1) })

/** `GET /rest/organizationAcls?q=roleAssignee`. */
export const wireAcls = z.object({
  elements: z.array(
    z.object({
      role: z.string(),
      state: z.string(),
      organization: z.string().regex(/^urn:li:organization:\d+$/),
    }),
  ),
  paging: z.object({ start: z.number(), count: z.number(), total: z.number().optional() }).optional(),
})

/** `GET /rest/organizations/{id}`. */
export const wireOrganization = z.object({ id: z.number(), localizedName: z.string().min(1) })
