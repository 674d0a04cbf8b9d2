import type { Manifest } from '#core/lib/platform/manifest.ts'
import { GRAPH_VERSION, GRAPH_VERSION_ENDS_ON } from '../meta/graph.ts'
import { META_LOGIN_VARS } from '../meta/vars.ts'

export const manifest: Manifest = {
  id: 'facebook',
  name: 'Facebook',
  icon: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M10.2 16.8V9.4c0-1.3.7-2 2-2h.9M8.2 11h4.4',
  vars: META_LOGIN_VARS,
  apiVersion: { name: GRAPH_VERSION, endsOn: GRAPH_VERSION_ENDS_ON },
  connect: [
    {
      kind: 'redirect',
      hint: 'Facebook asks you to let Chorus publish on your pages, read the comments there and answer them.',
    },
  ],
}
