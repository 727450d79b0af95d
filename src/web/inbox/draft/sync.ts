/** What was last known to be the same here and at the server. */
export interface Base {
  /** 0: nothing was kept there. */
  version: number
  body: string
}

export const NO_BASE: Base = { version: 0, body: '' }

/** A draft as the server keeps it; `body` in the writing of `bodyOf`. */
export interface AtServer {
  version: number
  body: string
}

/**
 * What is to be done where a draft is here, at the server, both or neither: `adopt` what is there, `keep` what is here, after
 * `version`; `clear` what is here, since it was sent or given up elsewhere; or ask the person, who has written on both sides.
 */
export type Deed =
  | { do: 'nothing'; base: Base }
  | { do: 'adopt'; base: Base }
  | { do: 'keep'; version: number }
  | { do: 'clear' }
  | { do: 'ask'; version: number }

/** @param local empty: nothing is written here */
export function deedOf(base: Base, local: string, server: AtServer | null): Deed {
  if (!server) {
    if (local === '') return base.version === 0 ? { do: 'nothing', base: NO_BASE } : { do: 'clear' }
    // What was the same here as there is gone there: it was sent, or given up. What was written since is not.
    if (base.version > 0 && local === base.body) return { do: 'clear' }
    return { do: 'keep', version: 0 }
  }
  const there: Base = { version: server.version, body: server.body }
  if (local === server.body) return { do: 'nothing', base: there }
  if (base.version === server.version) return { do: 'keep', version: server.version }
  if (local === base.body || local === '') return { do: 'adopt', base: there }
  return { do: 'ask', version: server.version }
}
