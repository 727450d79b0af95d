import { hash, randomBytes, timingSafeEqual } from 'node:crypto'

/** What a token opens; a token made for one purpose never matches the hash kept for another. */
export type Purpose =
  | 'setup'
  | 'invitation'
  | 'api-key'
  | 'sign-in'
  | 'escalation'
  | 'satisfaction'
  | 'private'
  | 'private-mail'
  | 'visitor'
  | 'appeal'
  | 'approval'

/** 256 random bits as 43 URL-safe characters. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is kept of a token. A fast hash is enough: the token is random, not chosen by a person. */
export function hashToken(purpose: Purpose, token: string): string {
  return hash('sha256', `${purpose}:${token}`, 'base64url')
}

/** Compares a presented token with a kept hash in constant time. */
export function matchesToken(purpose: Purpose, token: string, expected: string): boolean {
  const presented = Buffer.from(hashToken(purpose, token))
  const kept = Buffer.from(expected)
  return presented.length === kept.length && timingSafeEqual(presented, kept)
}

/**
 * Packs the identifiers that find a secret's row, so that looking it up needs no search over every workspace:
 * 43 URL-safe characters for (workspace, row).
 */
export function packIds(workspaceId: string, id: string): string {
  return Buffer.from((workspaceId + id).replaceAll('-', ''), 'hex').toString('base64url')
}

/** @returns null when `packed` was not made by `packIds`. */
export function unpackIds(packed: string): { workspaceId: string; id: string } | null {
  const bytes = Buffer.from(packed, 'base64url')
  // The last character holds two bits of nothing: of the four that read alike, one was written.
  if (bytes.length !== 32 || bytes.toString('base64url') !== packed) return null
  const hex = bytes.toString('hex')
  return { workspaceId: dashed(hex.slice(0, 32)), id: dashed(hex.slice(32)) }
}

/**
 * What a link opens (`packIds`, then the token), whether it has run out or not; undefined where it was never made here, or is
 * of something whose hash is gone. It takes as long where there is nothing at all.
 * @param find reads a row by its ids
 * @param hashOf what is kept of its token
 */
export async function openLink<R>(
  purpose: Purpose,
  given: string,
  find: (ids: { workspaceId: string; id: string }) => Promise<R | undefined>,
  hashOf: (row: R) => string | null,
): Promise<R | undefined> {
  const ids = unpackIds(given.slice(0, 43))
  const row = ids ? await find(ids) : undefined
  const kept = row === undefined ? null : hashOf(row)
  const matches = matchesToken(purpose, given.slice(43), kept || hashToken(purpose, ''))
  return matches && kept ? row : undefined
}

function dashed(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
