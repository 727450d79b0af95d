/** The shop, its goods and its rivals. Everything here is invented; addresses end in `.example` (RFC 2606). */
export const BRAND = {
  name: 'Lumerelle',
  site: 'https://lumerelle.example',
  mail: 'contact@lumerelle.example',
  seat: 'Pornic',
  shops: ['Nantes', 'Rennes', 'Lyon', 'Lille'],
} as const

export interface Product {
  name: string
  feminine: boolean
  /** In French and English, for the order's lines. */
  kind: [fr: string, en: string]
  /** Cents. */
  price: number
  battery?: boolean
  /** Hangs from the ceiling. */
  top?: boolean
  /** Stands on a foot. */
  foot?: boolean
  shade?: boolean
  popularity: number
}

export const LAMPS: Product[] = [
  {
    name: 'Noctule',
    feminine: true,
    kind: ['lampe à poser', 'table lamp'],
    price: 8900,
    foot: true,
    shade: true,
    popularity: 10,
  },
  {
    name: 'Grand Héron',
    feminine: false,
    kind: ['lampadaire', 'floor lamp'],
    price: 24900,
    foot: true,
    shade: true,
    popularity: 6,
  },
  { name: 'Méduse', feminine: true, kind: ['suspension', 'pendant'], price: 15900, top: true, popularity: 7 },
  { name: 'Paupière', feminine: true, kind: ['applique', 'wall light'], price: 6900, popularity: 5 },
  {
    name: 'Falot',
    feminine: false,
    kind: ['baladeuse rechargeable', 'rechargeable lamp'],
    price: 5900,
    battery: true,
    popularity: 9,
  },
  {
    name: 'Scribe',
    feminine: true,
    kind: ['lampe de bureau', 'desk lamp'],
    price: 11900,
    foot: true,
    popularity: 6,
  },
  {
    name: 'Petit Hibou',
    feminine: false,
    kind: ['veilleuse rechargeable', 'night light'],
    price: 3500,
    battery: true,
    popularity: 8,
  },
  {
    name: 'Pavot',
    feminine: false,
    kind: ['lampe à poser', 'table lamp'],
    price: 7900,
    foot: true,
    popularity: 9,
  },
  {
    name: 'Corolle',
    feminine: true,
    kind: ['suspension', 'pendant'],
    price: 18900,
    top: true,
    shade: true,
    popularity: 4,
  },
  {
    name: 'Sémaphore',
    feminine: false,
    kind: ['liseuse sur pied', 'reading lamp'],
    price: 19900,
    foot: true,
    popularity: 4,
  },
  { name: 'Brindille', feminine: true, kind: ['liseuse à pince', 'clip lamp'], price: 4500, popularity: 5 },
  {
    name: 'Tambourin',
    feminine: false,
    kind: ['plafonnier', 'ceiling light'],
    price: 9900,
    top: true,
    shade: true,
    popularity: 4,
  },
]
/** What goes in the basket beside a lamp. */
export const EXTRAS: { fr: string; en: string; price: number }[] = [
  { fr: 'bougie Soir d’août', en: 'Soir d’août candle', price: 2400 },
  { fr: 'ampoule Braise E27', en: 'Braise E27 bulb', price: 1200 },
  { fr: 'plaid Brume', en: 'Brume throw', price: 7900 },
  { fr: 'vase Galet', en: 'Galet vase', price: 3900 },
  { fr: 'photophore Falaise', en: 'Falaise candle holder', price: 1900 },
  { fr: 'abat-jour plissé de rechange', en: 'spare pleated shade', price: 2900 },
  { fr: 'câble textile 3 m', en: '3 m textile cable', price: 1500 },
]

export const RIVALS = [
  { key: 'selombre', name: 'Sélombre', weight: 5 },
  { key: 'clarovie', name: 'Clarovie', weight: 4 },
  { key: 'tissel', name: 'Tissel & Fils', weight: 2 },
] as const
export const CARRIERS = ['Colivite', 'Relais Plume', 'Chronotour'] as const
/** First names of the team's members who sign answers, with their gender. */
export const STAFF = [
  { key: 'ines', name: 'Inès', feminine: true },
  { key: 'malo', name: 'Malo', feminine: false },
  { key: 'farida', name: 'Farida', feminine: true },
] as const

/** Name, "in it" and "from it" as French says them, and weight. */
export const CITIES: [name: string, at: string, from: string, weight: number][] = [
  ['Paris', 'à Paris', 'de Paris', 14],
  ['Nantes', 'à Nantes', 'de Nantes', 8],
  ['Lyon', 'à Lyon', 'de Lyon', 7],
  ['Rennes', 'à Rennes', 'de Rennes', 5],
  ['Lille', 'à Lille', 'de Lille', 5],
  ['Bordeaux', 'à Bordeaux', 'de Bordeaux', 4],
  ['Toulouse', 'à Toulouse', 'de Toulouse', 4],
  ['Marseille', 'à Marseille', 'de Marseille', 4],
  ['Angers', 'à Angers', 'd’Angers', 3],
  ['Le Mans', 'au Mans', 'du Mans', 2],
  ['La Rochelle', 'à La Rochelle', 'de La Rochelle', 2],
  ['Strasbourg', 'à Strasbourg', 'de Strasbourg', 3],
  ['Montpellier', 'à Montpellier', 'de Montpellier', 3],
  ['Grenoble', 'à Grenoble', 'de Grenoble', 2],
  ['Brest', 'à Brest', 'de Brest', 2],
  ['Vannes', 'à Vannes', 'de Vannes', 2],
  ['Tours', 'à Tours', 'de Tours', 2],
  ['Le Havre', 'au Havre', 'du Havre', 2],
  ['Dijon', 'à Dijon', 'de Dijon', 1],
  ['Orléans', 'à Orléans', 'd’Orléans', 1],
  ['Metz', 'à Metz', 'de Metz', 1],
  ['Nancy', 'à Nancy', 'de Nancy', 1],
  ['Amiens', 'à Amiens', 'd’Amiens', 1],
  ['Limoges', 'à Limoges', 'de Limoges', 1],
  ['Annecy', 'à Annecy', 'd’Annecy', 1],
  ['Ajaccio', 'à Ajaccio', 'd’Ajaccio', 1],
  ['Bruxelles', 'à Bruxelles', 'de Bruxelles', 2],
  ['Liège', 'à Liège', 'de Liège', 1],
  ['Genève', 'à Genève', 'de Genève', 1],
]
export const CITIES_EN: [name: string, weight: number][] = [
  ['London', 8],
  ['Bristol', 4],
  ['Manchester', 4],
  ['Edinburgh', 4],
  ['Glasgow', 3],
  ['Leeds', 3],
  ['Brighton', 3],
  ['Dublin', 4],
  ['Cork', 2],
  ['Cardiff', 2],
  ['Norwich', 2],
  ['Bath', 2],
  ['Copenhagen', 1],
  ['Amsterdam', 1],
]
/** Country of the cities outside France and, for English speakers, outside Great Britain. */
export const COUNTRY: Record<string, string> = {
  Bruxelles: 'BE',
  Liège: 'BE',
  Genève: 'CH',
  Dublin: 'IE',
  Cork: 'IE',
  Copenhagen: 'DK',
  Amsterdam: 'NL',
}
