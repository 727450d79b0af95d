import { useState } from 'react'

const HUES = ['#26376f', '#7a3410', '#1c5a4a', '#5a3170', '#6b4a00', '#7a2740']

function initials(name: string): string {
  const words = name
    .replace(/^@/, '')
    .split(/[\s._-]+/)
    .filter(Boolean)
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return letters.map((word) => [...(word ?? '?')][0]?.toUpperCase()).join('')
}

function hue(name: string): string {
  let sum = 0
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997
  return HUES[sum % HUES.length] ?? '#26376f'
}

/** A picture that comes from this server, else initials; strangers' servers are never asked from the browser. */
export function Avatar({ name, url, size = 36 }: { name: string; url?: string | null; size?: number }) {
  const [broken, setBroken] = useState(false)
  const own = url?.startsWith('/')
  return (
    <span
      className="avatar"
      aria-hidden
      style={{ width: size, height: size, fontSize: size * 0.4, background: hue(name) }}
    >
      {own && !broken ? (
        <img src={url ?? ''} alt="" loading="lazy" onError={() => setBroken(true)} />
      ) : (
        initials(name)
      )}
    </span>
  )
}
