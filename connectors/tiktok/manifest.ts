import type { Manifest } from '#core/lib/platform/manifest.ts'

export const CLIENT_KEY = 'TIKTOK_CLIENT_KEY'
export const CLIENT_SECRET = 'TIKTOK_CLIENT_SECRET'

export const manifest: Manifest = {
  id: 'tiktok',
  name: 'TikTok',
  icon: 'M11.2 3.2v9.9a3.2 3.2 0 1 1-3.2-3.2M11.2 3.2c.2 2.5 2 4.3 4.6 4.5',
  vars: {
    apiUrl: { key: 'TIKTOK_API_URL', default: 'https://open.tiktokapis.com' },
    signInUrl: { key: 'TIKTOK_SIGN_IN_URL', default: 'https://www.tiktok.com' },
    secrets: [
      {
        key: CLIENT_KEY,
        how: 'Make an app at developers.tiktok.com with Login Kit (web) and the Content Posting API (Direct Post), register the address of this dashboard followed by /api/connect/tiktok/callback, verify the domain of CHORUS_PUBLIC_URL for photos, and copy the client key.',
      },
      { key: CLIENT_SECRET, how: 'Copy the client secret, which stands beside the client key.' },
    ],
  },
  connect: [
    {
      kind: 'redirect',
      hint: 'TikTok asks you to let Chorus post for this account; leave all switches on. Whoever posts agrees to TikTok’s Music Usage Confirmation.',
      fields: [
        {
          in: 'credentials',
          key: 'audience',
          label: 'Who sees the posts',
          hint: 'Until TikTok has audited the app of this installation, it takes posts for yourself alone, and only while the account is private.',
          secret: false,
          optional: true,
          choices: [
            { value: 'me', label: 'Only me' },
            { value: 'friends', label: 'Friends: people who follow each other' },
            { value: 'followers', label: 'Followers (of a private account)' },
            { value: 'everyone', label: 'Everyone' },
          ],
        },
        {
          in: 'credentials',
          key: 'interaction',
          label: 'What people may do with them',
          hint: 'What the account has switched off on TikTok stays off.',
          secret: false,
          optional: true,
          choices: [
            { value: 'nothing', label: 'Watch only' },
            { value: 'comments', label: 'Comment' },
            { value: 'all', label: 'Comment, and make duets and stitches' },
          ],
        },
      ],
    },
  ],
}
