import type { Day } from '../../server/api.ts'

/**
 * Nothing has come in yet, and nothing can: figures of zero would say less than the way to start. The alerts that the
 * set-up has made of the brand's name are no sign of the contrary.
 */
export function isBare({ channels, waiting, figures, hours }: Day): boolean {
  return (
    channels.total === 0 &&
    waiting.total === 0 &&
    figures.every(({ value }) => value === 0) &&
    hours.every(({ count }) => count === 0)
  )
}
