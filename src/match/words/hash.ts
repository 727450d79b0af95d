/** Step of the FNV-1a hash over UTF-16 units: the hash of a beginning is met on the way to that of the word. */
export const SEED = 0x811c9dc5 | 0
export const PRIME = 0x01000193

export function hashOf(text: string): number {
  let hash = SEED
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), PRIME)
  return hash
}
