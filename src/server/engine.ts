import { systemClock } from '../../lib/clock/index.ts'
import { keyFor, open, type SecretKey, seal } from '../../lib/crypto/index.ts'
import type { Handle } from '../../lib/db/index.ts'
import { createHttp } from '../../lib/http/index.ts'
import type { Log } from '../../lib/log/index.ts'
import { counter, histogram } from '../../lib/metrics/index.ts'
import { hookUrl, type Passage, type PipelineDeps, type RunnerDeps, type Vault } from '../ingest/index.ts'
import { understandForStream } from '../interpret/index.ts'
import { attribute, met } from '../people/index.ts'
import type { Config } from './config.ts'
import { KnownObjects } from './known.ts'
import { Matchers } from './matchers.ts'
import { Teachings } from './teachings.ts'
import { Voices } from './voices.ts'

/** What turns foreign bytes into the stream: one a process, shared by its workers and its routes. */
export interface Engine {
  matchers: Matchers
  voices: Voices
  teachings: Teachings
  /** To be told whenever the stream moves, by whichever process. */
  known: KnownObjects
  pipeline: PipelineDeps
  runner: RunnerDeps
  vault: Vault
}

const steps = histogram('veillee_pipeline_step_seconds', 'Duration of a batch in each step of the pipeline', [
  'step',
])
const kept = counter('veillee_ingest_kept_total', 'Activities that entered the stream', ['channel'])
const dropped = counter('veillee_ingest_dropped_total', 'Items that did not, by reason', [
  'channel',
  'reason',
])

export async function createEngine(db: Handle, key: SecretKey, config: Config, log: Log): Promise<Engine> {
  const matchers = new Matchers(db)
  await matchers.loadAll()
  const voices = new Voices(db)
  await voices.loadAll()
  const teachings = new Teachings(db)
  await teachings.loadAll()
  const known = new KnownObjects(db)
  const pipeline: PipelineDeps = {
    interpret: ({ object: { text = '', title, lang, rating } }, workspaceId) =>
      understandForStream({ text, title, lang, rating }, teachings.of(workspaceId)),
    match: matchers.steps,
    isOurs: (workspaceId, network, actorId) => voices.has(workspaceId, network, actorId),
    attribute,
    met,
    notify: (passage) => {
      known.add(
        passage.workspaceId,
        passage.channel,
        passage.items.flatMap(({ activity }) => [activity.externalId, activity.actor.id]),
      )
      measure(passage)
    },
    refused: ({ channel, accountId }, reason) =>
      log.error(
        { channel, account: accountId, ...reason },
        'the database refused an item, which is left out',
      ),
    timed: (step, seconds) => steps.observe({ step }, seconds),
    now: systemClock.now,
  }
  const vault: Vault = {
    seal: (text, purpose) => seal(key, purpose, text),
    open: (sealed, purpose) => opened(key, sealed, purpose),
  }
  const http = createHttp({ allow: allowed(config.allowHosts), userAgent: 'Veillee/0.1 (+self-hosted)' })
  const runner: RunnerDeps = {
    db,
    vault,
    pipeline,
    http,
    log,
    known: (...asked) => known.has(...asked),
    entrance: entranceOf(key, config.publicUrl),
    attachmentBytes: config.attachmentBytes,
  }
  return { matchers, voices, teachings, known, pipeline, runner, vault }
}

/** What was sealed before purposes named the row opens too, until it is sealed anew. */
function opened(key: SecretKey, sealed: string, purpose: string): string {
  try {
    return open(key, purpose, sealed)
  } catch (error) {
    if (!purpose.startsWith('account:')) throw error
    return open(key, 'account', sealed)
  }
}

function measure(passage: Passage): void {
  kept.inc({ channel: passage.channel }, passage.appended.stored.length)
  for (const [reason, count] of passage.drops) dropped.inc({ channel: passage.channel, reason }, count)
}

/** Networks are given an address to tell us news at where the operator says that there is one, in https. */
function entranceOf(key: SecretKey, publicUrl: string): RunnerDeps['entrance'] {
  if (!publicUrl.startsWith('https://')) return undefined
  return (row) => ({
    url: hookUrl(publicUrl, row),
    secret: keyFor(key, `entrance:${row.workspace_id}:${row.id}`).toString('base64url'),
  })
}

/** The operator's own list of private places that channels may reach, `host` or `host:port`. */
function allowed(hosts: string[]) {
  return ({ host, port }: { host: string; port: number }) =>
    hosts.includes(host) || hosts.includes(`${host}:${port}`)
}
