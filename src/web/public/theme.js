// Runs before the first paint, so that a dark page never flashes white; a file, because inline scripts are refused.
;(() => {
  const root = document.documentElement
  const chosen = localStorage.getItem('veillee.theme') || 'auto'
  const dark = chosen === 'dark' || (chosen === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
  root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
  const locale = localStorage.getItem('veillee.locale') || navigator.language.slice(0, 2)
  root.lang = locale === 'fr' ? 'fr' : 'en'
})()
