declare module '#core/lib/jobs.ts' {
  interface Topics {
    drafts: true
  }
}

export {}
