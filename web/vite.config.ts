import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { budget } from './budget.ts'

const api = `http://localhost:${process.env.CHORUS_API_PORT ?? 8787}`

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    react(),
    budget({
      maxGzipBytes: 220 * 1024,
      firstScreens: ['src/features/today/today-screen.tsx'],
    }),
  ],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    // Small assets as data: URLs would need a wider content security policy.
    assetsInlineLimit: 0,
  },
  server: {
    proxy: { '/api': { target: api, ws: true, rewrite: (path) => path.slice('/api'.length) } },
  },
})
