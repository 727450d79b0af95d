/** Periods that a page of figures offers. */
export const SPANS = {
  '30d': { step: 'day', count: 30 },
  '13w': { step: 'week', count: 13 },
  '26w': { step: 'week', count: 26 },
  '12m': { step: 'month', count: 12 },
} as const
export type Span = keyof typeof SPANS
