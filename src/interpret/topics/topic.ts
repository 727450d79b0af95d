/**
 * What customers talk of, whatever the trade: a closed list, so that counts can be set side by side. The order is that
 * of lists on screen.
 */
export const TOPICS = [
  { id: 'delivery', fr: 'Livraison', en: 'Delivery' },
  { id: 'delay', fr: 'Retards et attente', en: 'Delays and waiting' },
  { id: 'outage', fr: 'Pannes et coupures', en: 'Outages and breakdowns' },
  { id: 'price', fr: 'Prix et tarifs', en: 'Prices' },
  { id: 'payment', fr: 'Paiement et factures', en: 'Payment and bills' },
  { id: 'refund', fr: 'Remboursement et retours', en: 'Refunds and returns' },
  { id: 'quality', fr: 'Qualité', en: 'Quality' },
  { id: 'service', fr: 'Service client', en: 'Customer service' },
  { id: 'website', fr: 'Site et application', en: 'Website and app' },
  { id: 'account', fr: 'Compte et accès', en: 'Account and sign-in' },
  { id: 'security', fr: 'Sécurité et vie privée', en: 'Security and privacy' },
  { id: 'contract', fr: 'Contrat et résiliation', en: 'Contracts and leaving' },
  { id: 'booking', fr: 'Réservation et rendez-vous', en: 'Bookings and appointments' },
  { id: 'stock', fr: 'Disponibilité et stock', en: 'Availability and stock' },
  { id: 'warranty', fr: 'Garantie et réparation', en: 'Warranty and repair' },
  { id: 'shop', fr: 'Magasin et horaires', en: 'Shops and opening hours' },
  { id: 'loyalty', fr: 'Fidélité et promotions', en: 'Loyalty and offers' },
  { id: 'contest', fr: 'Jeux et concours', en: 'Contests' },
  { id: 'ethics', fr: 'Éthique et écologie', en: 'Ethics and ecology' },
  { id: 'health', fr: 'Santé et danger', en: 'Health and safety' },
  { id: 'advertising', fr: 'Publicité et communication', en: 'Advertising' },
  { id: 'job', fr: 'Emploi et recrutement', en: 'Jobs' },
] as const

export type TopicId = (typeof TOPICS)[number]['id']

export const TOPIC_IDS: readonly TopicId[] = TOPICS.map(({ id }) => id)
