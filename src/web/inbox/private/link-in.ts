/** How a text names the link or the address to write to, as its language does. */
export function linkIn(text: string): string {
  return /\{\{\s*(?:lien|link|url|adresse|address)[^}]*\}\}/u.exec(text)?.[0] ?? '{{link}}'
}
