// Runs in the browser, on /docs: Swagger UI on our document. `npm install` puts it where the Worker serves it from.
const dark = matchMedia('(prefers-color-scheme: dark)')
const followScheme = () => document.documentElement.classList.toggle('dark-mode', dark.matches)
dark.addEventListener('change', followScheme)
followScheme()

/** Swagger UI's own filter knows tags only; a person looks for a path or for what an endpoint does. */
const opsFilter = (tags, phrase) => {
  const wanted = phrase.toLowerCase()
  const says = (operation, tag) =>
    [tag, operation.get('method'), operation.get('path'), operation.getIn(['operation', 'summary'])]
      .join(' ')
      .toLowerCase()
      .includes(wanted)
  return tags
    .map((group, tag) => group.update('operations', (all) => all.filter((one) => says(one, tag))))
    .filter((group) => group.get('operations').size > 0)
}

window.SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#viewer',
  deepLinking: true,
  filter: true,
  // Which scope an endpoint needs: `x-needs`.
  showExtensions: true,
  displayRequestDuration: true,
  defaultModelsExpandDepth: -1,
  defaultModelRendering: 'model',
  defaultModelExpandDepth: 3,
  // Nothing about the document is asked of a validator elsewhere.
  validatorUrl: null,
  plugins: [() => ({ fn: { opsFilter } })],
})
