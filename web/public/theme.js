// Sets the colour scheme before the first paint. A file of its own, because the content security policy allows
// no inline script. The key is the one that Mantine keeps the choice under.
;(() => {
  const chosen = localStorage.getItem('mantine-color-scheme-value') || 'auto'
  const dark = chosen === 'dark' || (chosen === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.mantineColorScheme = dark ? 'dark' : 'light'
})()
