const ADDRESS = /https?:\/\/[^\s<>"«»“”]*[^\s<>"«»“”.,;:!?)\]}’']/i

/** The first link of a text, as it will be read by a network; undefined where there is none. */
export function firstLink(text: string): string | undefined {
  const found = ADDRESS.exec(text)?.[0]
  const url = found ? URL.parse(found) : null
  return url?.hostname.includes('.') && url.href.length <= 2000 ? found : undefined
}

/** The place a link leads to, as people say it. */
export function hostOf(url: string): string {
  return URL.parse(url)?.hostname.replace(/^www\./, '') ?? url
}
