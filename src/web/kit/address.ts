/** Only addresses that a browser may open: a stranger writes them. */
export function safeUrl(url: string | null): string | null {
  return url && /^https?:\/\//i.test(url) ? url : null
}
