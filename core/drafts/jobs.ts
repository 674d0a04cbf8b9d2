declare module '#core/lib/kernel/jobs.ts' {
  interface Topics {
    drafts: true
  }
}

export {}
