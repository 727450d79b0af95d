import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Scope } from '../choice/store.ts'

/** Whose mails a link takes away, and which. */
export interface Leave {
  workspaceId: string
  memberId: string
  scope: Scope
}

const NOBODY = '00000000-0000-0000-0000-000000000000'
const KINDS = ['all', 'alarms', 'alert'] as const
/** Two members, one scope: kind, workspace, member, alert. */
const LENGTH = 1 + 3 * 16
const SIGNED = 16

/** A token that can take these mails away and do nothing else; it needs no row and does not age. */
export function leaveToken(secret: Uint8Array, { workspaceId, memberId, scope }: Leave): string {
  const kind = typeof scope === 'object' ? 'alert' : scope
  const alertId = typeof scope === 'object' ? scope.alertId : NOBODY
  const ids = [workspaceId, memberId, alertId].map((id) => Buffer.from(id.replaceAll('-', ''), 'hex'))
  const body = Buffer.concat([Buffer.from([KINDS.indexOf(kind)]), ...ids])
  return Buffer.concat([body, sign(secret, body)]).toString('base64url')
}

/** Undefined where it was not made by `leaveToken` with that secret. */
export function readLeave(secret: Uint8Array, token: string): Leave | undefined {
  const bytes = Buffer.from(token, 'base64url')
  // Bits that read as nothing are none of ours either.
  if (bytes.length !== LENGTH + SIGNED || bytes.toString('base64url') !== token) return undefined
  const body = bytes.subarray(0, LENGTH)
  if (!timingSafeEqual(bytes.subarray(LENGTH), sign(secret, body))) return undefined
  const id = (n: number) =>
    body
      .subarray(1 + 16 * n, 17 + 16 * n)
      .toString('hex')
      .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  const kind = KINDS[body[0] ?? 0] ?? 'all'
  return { workspaceId: id(0), memberId: id(1), scope: kind === 'alert' ? { alertId: id(2) } : kind }
}

function sign(secret: Uint8Array, body: Uint8Array): Buffer {
  return createHmac('sha256', secret).update(body).digest().subarray(0, SIGNED)
}
