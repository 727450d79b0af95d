/** The first alert, from what the brand is called: each name as it is written, handles as they are. */
export function brandQuery(names: string[]): string {
  return names
    .map((name) => name.trim().replaceAll('"', ''))
    .filter(Boolean)
    .map((name) => (/^[@#]\S+$/.test(name) || /^[\p{L}\p{N}_]+$/u.test(name) ? name : `"${name}"`))
    .join(' OR ')
}
