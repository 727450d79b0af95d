import { type Handle, inTransaction } from '../../../lib/db/index.ts'
import type { SafeHttp } from '../../../lib/http/index.ts'
import { certificateOf } from './check/certificate.ts'
import { type Checked, check, mayBeOurs } from './check/check.ts'
import { type Finding, step } from './standing.ts'
import { claimSites, noteCertificate, noteLook, othersSeen, type SiteRow, standingOf } from './store.ts'

export interface LookoutDeps {
  db: Handle
  http: SafeHttp
  now(): Date
  /** 0 to 1; spreads what would come at once. */
  random(): number
  log: { error(values: object, message: string): void }
}

const MINUTE = 60_000
const AT_ONCE = 60
/** A certificate does not change by the minute. */
const CERTIFICATE_EVERY = 12 * 60 * MINUTE
/** Others that fail too make us doubt ourselves: two at least, looked at within that time. */
const LEAST_OTHERS = 2
const LATELY = 10 * MINUTE

/** Looks at the sites whose time has come, of all workspaces, all at once. Answers how many were looked at. */
export async function lookAtSites(deps: LookoutDeps, signal?: AbortSignal): Promise<number> {
  const sites = await claimSites(deps.db, deps.now(), AT_ONCE)
  await Promise.all(sites.map((site) => lookAtOne(deps, site, signal)))
  return sites.length
}

async function lookAtOne(deps: LookoutDeps, site: SiteRow, signal?: AbortSignal): Promise<void> {
  try {
    const checked = await check(deps.http, site, signal)
    // Stopped half way, it told nothing; it is taken up again when its lease has run out.
    if (signal?.aborted) return
    const now = deps.now()
    const finding = await findingOf(deps, site, checked, now)
    const told = step(standingOf(site), finding, { now, minutes: site.minutes, random: deps.random() })
    await inTransaction(deps.db, (tx) => noteLook(tx, site, told, checked, now))
    if (site.url.startsWith('https:') && isLongAgo(site.tls_looked, now))
      await noteCertificate(deps.db, site, await certificateOf(deps.http, site.url), now)
  } catch (error) {
    deps.log.error({ site: site.id, err: error }, 'a site could not be looked at; it is tried again')
  }
}

function isLongAgo(at: Date | null, now: Date): boolean {
  return !at || now.getTime() - at.getTime() > CERTIFICATE_EVERY
}

/** Where every other site fails as well, it is likelier that we are cut off than that all of them fell. */
async function findingOf(
  deps: LookoutDeps,
  site: SiteRow,
  { fault, took }: Checked,
  now: Date,
): Promise<Finding> {
  if (!fault) return 'good'
  // Where a first byte came, we are not cut off.
  if (site.state === 'down' || !mayBeOurs(fault.kind) || took !== null) return 'bad'
  const others = await othersSeen(deps.db, site, new Date(now.getTime() - LATELY))
  return others.looked >= LEAST_OTHERS && others.answered === 0 ? 'untold' : 'bad'
}
