/** How a text names the link, as its language does. */
export function linkIn(text: string): string {
  return /\{\{\s*(?:lien|link|url)[^}]*\}\}/u.exec(text)?.[0] ?? '{{link}}'
}
