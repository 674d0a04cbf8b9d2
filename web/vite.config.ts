import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { budget } from './budget.ts'
import { chunks } from './chunks.ts'

const api = `http://localhost:${process.env.CHORUS_API_PORT ?? 8787}`

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    react(),
    budget({
      maxGzipBytes: 220 * 1024,
      maxFiles: 20,
      routes: /\/src\/(router\.tsx|features\/\w+\/feature\.ts)$/,
      within: { 'conversation-pane': 'inbox-screen', 'no-conversation': 'inbox-screen' },
      onDemand: [
        ...['composer', 'new-post', 'post-panel', 'palette', 'attachment-tray', 'template-picker'],
        ...[
          'why-panel',
          'details-panel',
          'canned-picker',
          'versions',
          'views-panel',
          'bulk-bar',
          'empty-list',
          'escalation-note',
        ],
        ...[
          'message-extras',
          'lightbox',
          'reading-panel',
          'dialog-frames',
          'day-popover',
          'post-menu',
          'notices',
          'refusals.fr',
        ],
      ],
      words: {
        languages: ['en', 'fr'],
        laterScreens: [
          ...['calendar-screen', 'accounts-screen', 'activity-screen', 'operations-screen'],
          ...[
            'answers-page',
            'rules-page',
            'keys-page',
            'audit-page',
            'webhooks-page',
            'workspace-page',
            'members-page',
            'welcome-screen',
            'editor-screen',
          ],
        ],
      },
    }),
  ],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    // Small assets as data: URLs would need a wider content security policy.
    assetsInlineLimit: 0,
    // One file holds what every screen needs; budget.ts checks the size.
    chunkSizeWarningLimit: 600,
    rolldownOptions: { output: { codeSplitting: chunks } },
  },
  server: {
    proxy: { '/api': { target: api, ws: true, rewrite: (path) => path.slice('/api'.length) } },
  },
})
