/** The reports, each with the name of its words; the door leads to the first. */
export const REPORTS = [
  { id: 'service', to: '/reports/service' },
  { id: 'courtesy', to: '/reports/courtesy' },
  { id: 'escalations', to: '/reports/escalations' },
] as const
