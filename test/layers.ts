/** A layer of the house: its files, and the layers that they may import. */
export interface Layer {
  files: RegExp
  /** Layers that it may import, besides its own files. Only layers that stand further down in the table can be named. */
  imports: readonly string[]
  /** Layers of which it may import types alone: nothing of them is there at run time. They may stand anywhere. */
  types?: readonly string[]
}

/**
 * The layers, from the top to the bottom. A file belongs to the first layer that it matches. `npm test` holds the whole import graph
 * against this table (`graph.test.ts`).
 */
export const LAYERS: Readonly<Record<string, Layer>> = {
  deploy: { files: /^deploy\//, imports: ['local', 'workers', 'connectors', 'actions', 'kernel', 'drizzle'] },
  stages: {
    files: /^connectors\/(\w+\/(emulator\/|\w+\.contract)|contract|mapper-contract)|^ai\/contract/,
    imports: ['local', 'connectors', 'ai', 'schemas', 'kernel'],
  },
  local: {
    files: /^local\//,
    imports: ['workers', 'connectors', 'ai', 'schemas', 'kernel', 'drizzle'],
  },
  screens: { files: /^web\/src\/(?!lib\/)/, imports: ['web/lib', 'counting'], types: ['schemas'] },
  'web/lib': { files: /^web\/src\/lib\//, imports: [], types: ['schemas', 'kernel'] },
  reader: { files: /^workers\/reader\//, imports: ['workers', 'readers'] },
  workers: {
    files: /^workers\//,
    imports: ['objects', 'connectors', 'ai', 'actions', 'sql', 'rules', 'schemas', 'kernel', 'drizzle'],
  },
  objects: { files: /^durable-objects\//, imports: ['actions', 'rules', 'kernel'] },
  connectors: { files: /^connectors\//, imports: ['schemas', 'kernel', 'counting'] },
  ai: { files: /^ai\//, imports: ['schemas', 'kernel', 'counting', 'readers'] },
  actions: {
    files: /^core\/(?!lib\/)\w+\/(actions|mails|notices|sample-files|embedding)/,
    imports: ['sql', 'rules', 'schemas', 'kernel', 'counting', 'readers'],
  },
  sql: {
    files: /^core\/(?!lib\/)\w+\/(store|queries)/,
    imports: ['rules', 'schemas', 'kernel', 'drizzle', 'readers'],
  },
  rules: {
    files: /^core\/(?!lib\/)\w+\/(rules|kinds)/,
    imports: ['schemas', 'kernel', 'counting', 'readers'],
  },
  schemas: { files: /^core\/(?!lib\/)\w+\/(schemas|jobs|workers)/, imports: ['kernel', 'readers'] },
  kernel: {
    files: /^core\/lib\/(?!kernel\/(ids|ai)\.|platform\/(length|template)\.)/,
    imports: ['drizzle', 'counting', 'ground'],
    types: ['schemas', 'readers'],
  },
  drizzle: { files: /^drizzle\//, imports: ['ground'], types: ['schemas', 'rules', 'kernel', 'readers'] },
  /** How platforms count a text: the dashboard counts by the same function. */
  counting: { files: /^core\/lib\/platform\/(length|template)\./, imports: [] },
  /** What the schema of the database needs of the kernel: ids, and the length of a vector. */
  ground: { files: /^core\/lib\/kernel\/(ids|ai)\./, imports: [] },
  readers: { files: /^readers\//, imports: [] },
}
