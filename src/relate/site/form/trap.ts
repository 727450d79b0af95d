import { Problem } from '../../../../lib/errors/index.ts'
import { bindingOf, binds } from '../door/link.ts'

/** Milliseconds that anybody needs to fill a form in; and after which a page is too old to be believed. */
const FASTEST = 3_000
const OLDEST = 7 * 86_400_000

/** Says when a form was shown, so that nobody else can. */
export function shownAt(secret: Uint8Array, formId: string, now: Date): string {
  const at = String(now.getTime())
  return `${at}.${bindingOf(secret, formId, at)}`
}

/**
 * Holds a form to having been filled in by somebody: not at once, not in a field that nobody sees.
 * @throws Problem `form_fast`, `form_old`, `form_robot` (422)
 */
export function requireSomebody(
  secret: Uint8Array,
  formId: string,
  { shown, website }: { shown: string; website: string },
  now: Date,
): void {
  if (website !== '') throw new Problem('form_robot', { status: 422 })
  const [at = '', proof = ''] = shown.split('.')
  const age = now.getTime() - Number(at)
  if (!binds(secret, formId, at, proof) || age > OLDEST) throw new Problem('form_old', { status: 422 })
  if (age < FASTEST) throw new Problem('form_fast', { status: 422 })
}
