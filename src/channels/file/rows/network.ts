import { plainHeader } from '../columns/fields.ts'

const NAMES: Record<string, string> = {
  twitter: 'x',
  'x twitter': 'x',
  'x com': 'x',
  'twitter com': 'x',
  tweet: 'x',
  fb: 'facebook',
  'facebook com': 'facebook',
  'facebook public': 'facebook',
  ig: 'instagram',
  'instagram com': 'instagram',
  'instagram public': 'instagram',
  yt: 'youtube',
  'youtube com': 'youtube',
  'linked in': 'linkedin',
  'linkedin com': 'linkedin',
  'tik tok': 'tiktok',
  'google my business': 'google',
  'google reviews': 'google',
  'google business profile': 'google',
  'avis google': 'google',
}

/** A network's short name as the file calls it: `Twitter` is `x`, `Avis vérifiés` is `avis-verifies`. */
export function networkOf(value: string): string | undefined {
  const plain = value && plainHeader(value)
  if (!plain) return undefined
  return (Object.hasOwn(NAMES, plain) && NAMES[plain]) || plain.replaceAll(' ', '-').slice(0, 60)
}
