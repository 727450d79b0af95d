import { useState } from 'react'
import { hue, initials } from './initials.ts'

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
