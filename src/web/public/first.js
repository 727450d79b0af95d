// Runs before the first paint, so that a dark page never flashes white; a file, because inline scripts are refused.
;(() => {
  const root = document.documentElement
  const theme = localStorage.getItem('veillee.theme') || 'auto'
  const dark = theme === 'dark' || (theme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
  root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')

  // What the person chose, else what the browser asks for, else English.
  const asked = navigator.languages.find((one) => /^(fr|en)\b/i.test(one)) || 'en'
  const chosen = localStorage.getItem('veillee.locale')
  root.lang = chosen === 'fr' || chosen === 'en' ? chosen : asked.slice(0, 2).toLowerCase()

  // All that the first page needs is asked for now, and not file after file as each one names the next.
  const { first } = document.currentScript.dataset
  if (!first) return
  const { fonts, doors } = JSON.parse(first)
  const door = doors[location.pathname.split('/')[1] || 'day']
  if (!door) return
  const answers = {}
  for (const address of door.data) {
    const headers = { accept: 'application/json', 'accept-language': root.lang }
    // biome-ignore lint/style/noRestrictedGlobals: the browser's own, before lib/api.ts, which takes the answers up.
    answers[address] = fetch(address, { headers })
    answers[address].catch(() => undefined)
  }
  window.veilleeAsked = answers
  const kinds = { js: ['modulepreload', ''], css: ['preload', 'style'], woff2: ['preload', 'font'] }
  for (const file of [...door.files, ...door[root.lang], ...fonts]) {
    const [rel, as] = kinds[file.split('.').at(-1)]
    const link = document.createElement('link')
    Object.assign(link, { rel, as, crossOrigin: '', href: `/${file}` })
    document.head.append(link)
  }
})()
