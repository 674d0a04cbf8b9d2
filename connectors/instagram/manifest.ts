import type { Manifest } from '#core/lib/platform/manifest.ts'
import { GRAPH_VERSION, GRAPH_VERSION_ENDS_ON } from '../meta/graph.ts'
import { META_LOGIN_VARS } from '../meta/vars.ts'

export const manifest: Manifest = {
  id: 'instagram',
  name: 'Instagram',
  icon: 'M6.5 3.5h7a3 3 0 0 1 3 3v7a3 3 0 0 1-3 3h-7a3 3 0 0 1-3-3v-7a3 3 0 0 1 3-3zM10 7a3 3 0 1 0 0 6 3 3 0 0 0 0-6M13.7 6.2v.2',
  vars: META_LOGIN_VARS,
  apiVersion: { name: GRAPH_VERSION, endsOn: GRAPH_VERSION_ENDS_ON },
  engagementRefused:
    'Instagram lets no app like or comment on posts of other accounts, and forbids automatic engagement.',
  connect: [
    {
      kind: 'redirect',
      hint: 'Facebook asks you to let Chorus publish to the professional Instagram accounts that are linked to your Facebook pages.',
    },
  ],
}
