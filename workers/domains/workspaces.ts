import { mailInvitation } from '#core/workspaces/actions/invitations.ts'
import { workspaceJobs } from '#core/workspaces/jobs.ts'
import { closeScreens } from '#objects/stubs.ts'
import { apiKeyEndpoints } from '../api/routes/api-keys.ts'
import { auditDownload, auditEndpoints } from '../api/routes/audit.ts'
import { memberEndpoints } from '../api/routes/members.ts'
import { workspaceEndpoints } from '../api/routes/workspaces.ts'
import { type Domain, delivered } from '../domain.ts'

export const workspaces: Domain = {
  endpoints: [...workspaceEndpoints, ...memberEndpoints, ...apiKeyEndpoints, ...auditEndpoints],
  raw: [auditDownload],
  jobs: delivered(workspaceJobs, {
    'access.ended': { call: (env, { actor }, workspaceId) => closeScreens(env, workspaceId, actor) },
    'invitation.mail': {
      call: (_env, job, workspaceId, ctx) => mailInvitation(ctx.workspace(workspaceId), job, ctx),
    },
  }),
}
