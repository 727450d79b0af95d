import { z } from 'zod'
import { HttpFailure, type SafeHttp } from '../../../../../lib/http/index.ts'
import type { Activity, Actor } from '../../../../activity/index.ts'
import { Bounded } from '../../sift/memory.ts'

/** Who asks, and how: the stream gives identifiers only. */
export interface NamesOptions {
  http: SafeHttp
  /** Where profiles are asked for. */
  api: string
  signal: AbortSignal
  now(): Date
  /** Milliseconds that a batch waits for names; what comes later serves the next. */
  wait: number
}

export interface Names {
  /** The same activities, their authors named where that is known in time. */
  name(activities: Activity[]): Promise<Activity[]>
}

type Face = Pick<Actor, 'name' | 'handle' | 'avatar' | 'followers'>

/** As many as one request takes, and as many requests as one batch is worth. */
const PER_REQUEST = 25
const MOST_REQUESTS = 4
/** A profile is asked for again after a day: people change their names. */
const FRESH_MS = 86_400_000
/** A like needs no face: only those who speak, and who follow, are asked about. */
const SHOWN = new Set(['Create', 'Update', 'Follow'])
const SHORTEST_REST = 30_000
const LONGEST_REST = 3_600_000

const reply = z.object({
  profiles: z.array(
    z.object({
      did: z.string(),
      handle: z.string().max(253).optional().catch(undefined),
      displayName: z.string().max(640).optional().catch(undefined),
      avatar: z.url().max(2_000).optional().catch(undefined),
      followersCount: z.int().min(0).optional().catch(undefined),
    }),
  ),
})

export function createNames(options: NamesOptions): Names {
  const faces = new Bounded<{ face: Face; asked: number }>(20_000)
  const asking = new Set<string>()
  let rest = SHORTEST_REST
  let silentUntil = 0

  async function ask(dids: string[]): Promise<void> {
    for (const did of dids) asking.add(did)
    const url = new URL('/xrpc/app.bsky.actor.getProfiles', options.api)
    for (const did of dids) url.searchParams.append('actors', did)
    const found = await fetchFaces(url.href, options)
    const asked = options.now().getTime()
    for (const did of dids) asking.delete(did)
    if (!found) {
      // Refused, out of reach or out of its mind: names are not worth insisting.
      silentUntil = asked + rest
      rest = Math.min(rest * 2, LONGEST_REST)
      return
    }
    rest = SHORTEST_REST
    // Who has no profile is remembered too, or they would be asked for at each post.
    for (const did of dids) faces.set(did, { face: found.get(did) ?? {}, asked })
  }

  return {
    async name(activities) {
      const now = options.now().getTime()
      const shown = activities.filter(({ verb }) => SHOWN.has(verb)).map(({ actor }) => actor.id)
      const unknown = [...new Set(shown)].filter(
        (did) => !asking.has(did) && (faces.get(did)?.asked ?? 0) < now - FRESH_MS,
      )
      if (unknown.length > 0 && now >= silentUntil) {
        const asked = chunks(unknown.slice(0, PER_REQUEST * MOST_REQUESTS)).map(ask)
        await atMost(Promise.all(asked), options.wait)
      }
      return activities.map((activity) => ({
        ...activity,
        actor: { ...activity.actor, ...faces.get(activity.actor.id)?.face },
      }))
    },
  }
}

function chunks(dids: string[]): string[][] {
  return Array.from({ length: Math.ceil(dids.length / PER_REQUEST) }, (_, i) =>
    dids.slice(i * PER_REQUEST, (i + 1) * PER_REQUEST),
  )
}

async function fetchFaces(
  url: string,
  { http, signal }: NamesOptions,
): Promise<Map<string, Face> | undefined> {
  try {
    const { status, body } = await http.request(url, { signal, timeoutMs: 5_000, maxBytes: 1_000_000 })
    if (status !== 200) return undefined
    const read = reply.safeParse(JSON.parse(Buffer.from(body).toString()))
    return read.success
      ? new Map(read.data.profiles.map((profile) => [profile.did, faceOf(profile)]))
      : undefined
  } catch (error) {
    if (error instanceof HttpFailure || error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Only what is known: an empty field would hide what an identity event has told. */
function faceOf(profile: z.output<typeof reply>['profiles'][number]): Face {
  const { handle, displayName, avatar, followersCount } = profile
  return {
    ...(displayName && { name: displayName }),
    ...(handle && handle !== 'handle.invalid' && { handle }),
    ...(avatar && { avatar }),
    ...(followersCount !== undefined && { followers: followersCount }),
  }
}

/** Does not wait longer; the work goes on. */
async function atMost(work: Promise<unknown>, milliseconds: number): Promise<void> {
  const late = Promise.withResolvers<void>()
  const timer = setTimeout(() => late.resolve(), milliseconds)
  try {
    await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
