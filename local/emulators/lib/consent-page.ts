import type { Person } from './consent.ts'

const escaped = (text: string) => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)

/** A page of an emulated service. */
export const page = (title: string, body: string) => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title><link rel="icon" href="data:,">
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  main { max-width: 26rem; margin: 12vh auto; padding: 0 1rem; }
  label { display: block; padding: .3rem 0; }
  button { font: inherit; padding: .4rem 1.2rem; margin: 1rem .6rem 0 0; }
</style>
<main><h1>${escaped(title)}</h1>${body}</main></html>`

/** The page on which a person agrees, or does not. */
export function consentPage({
  name,
  pagePath,
  query,
  people,
}: {
  name: string
  pagePath: string
  query: string
  people: readonly Person[]
}): string {
  const stranger = `Person ${people.length + 1}`
  const options = [
    ...people.map(({ id, name }) => ({ id, label: name })),
    { id: `new:${stranger}`, label: 'Somebody new' },
    {
      id: `new:${stranger}|First page of ${stranger}|Second page of ${stranger}`,
      label: 'Somebody new with two pages',
    },
  ]
  const radios = options.map(
    ({ id, label }, at) =>
      `<label><input type="radio" name="person" value="${escaped(id)}"${at === 0 ? ' checked' : ''}> ${escaped(label)}</label>`,
  )
  return page(
    `Emulated ${name}`,
    `<p>Chorus wants to act in your name. Who are you?</p>
<form method="post" action="${escaped(pagePath)}">
<input type="hidden" name="query" value="${escaped(query)}">
${radios.join('\n')}
<button name="answer" value="allow">Allow</button><button name="answer" value="cancel">Cancel</button>
</form>`,
  )
}

/** The page that sends nobody back, since the request itself is wrong. */
export const refusalPage = (name: string, problem: string): string =>
  page(`Emulated ${name}`, `<p>${escaped(problem)}</p>`)
