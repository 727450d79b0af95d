import { FACTS, type Fact, type FactKind } from './facts.ts'

export type MaskKind = FactKind | 'mark' | 'query' | 'handle' | 'name' | 'machine' | 'number' | 'code'

const STREET =
  '(?:rue|ruelle|avenue|ave|av\\.?|boulevard|boul\\.?|bd|bvd|place|pl\\.?|chemin|ch\\.|impasse|imp\\.?|allées?|quai|cours|route|rte|square|passage|faubourg|fbg|sentier|villa|résidence|residence|lotissement|hameau|lieu-dit|cité)'
const STREETS =
  '(?:street|str?\\.?|road|rd\\.?|avenue|ave\\.?|lane|ln\\.?|drive|dr\\.?|close|way|court|ct\\.?|square|crescent|gardens|terrace|boulevard|blvd\\.?|place)'
/** Words of a name: up to three in capitals, with their particles. */
const NAME =
  "\\p{Lu}[\\p{L}.'’-]{0,40}(?: (?:(?:de|du|des|van|von|der|da|el|al|ben|bin|le|la) ){0,2}\\p{Lu}[\\p{L}'’-]{0,40}){0,2}"

/** What is masked beside `FACTS`, in the order in which it is looked for; what was found first stays. */
export const MASKED: readonly Fact<MaskKind>[] = [
  // A text may hold what looks like a placeholder of ours: given back, it must be itself.
  { kind: 'mark', pattern: /\[[A-Z]{2,10}_\d{1,6}\]/gu },
  ...FACTS,
  {
    kind: 'mail',
    pattern:
      /[\p{L}\p{N}._%+-]{1,64} ?(?:@|[([{] ?(?:at|arobase|chez|@) ?[)\]}]| (?:arobase|arobas) ) ?[\p{L}\p{N}-]{1,63}(?: ?(?:\.|[([{] ?(?:dot|point|\.) ?[)\]}]| (?:dot|point) ) ?[\p{L}\p{N}-]{1,63}){1,4}/giu,
  },
  {
    kind: 'handle',
    pattern:
      /(?<![\p{L}\p{N}])@[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]{0,80}[\p{L}\p{N}_])?(?:@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,4})?/gu,
  },
  {
    kind: 'iban',
    pattern:
      /(?<![\p{L}\p{N}])[a-z]{2}\d{2}(?:[ .-]{0,2}(?=[a-z0-9]{0,3}\d)[a-z0-9]{1,4}){3,16}(?![\p{L}\p{N}])/giu,
    holds: enoughFigures,
  },
  { kind: 'machine', pattern: /(?<![\p{L}\p{N}.])\d{1,3}(?:\.\d{1,3}){3}(?![\p{N}])/gu },
  {
    kind: 'machine',
    pattern: /(?<![\p{L}\p{N}:])(?:[0-9a-f]{1,4}:){2,7}:?[0-9a-f]{1,4}(?![\p{L}\p{N}:])/giu,
  },
  {
    kind: 'address',
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}])\\d{1,5} ?(?:bis|ter|quater|[a-d](?![\\p{L}]))?,? {0,2}${STREET} [\\p{L}\\p{N}'’. -]{2,60}?(?=[,;:!?\\n()]|\\.(?!\\p{L})|$| \\d| (?:est|et|à|a|où|pour|je|on|il|elle|depuis|car|mais|sans|is|and|at|for)(?!\\p{L}))`,
      'giu',
    ),
  },
  {
    kind: 'address',
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}])\\d{1,5}[a-z]?,? (?:[\\p{L}'’-]{2,30} ){1,3}${STREETS}(?!\\p{L})`,
      'giu',
    ),
  },
  {
    kind: 'address',
    pattern: /(?<![\p{L}\p{N}])(?:F-?)?\d{5},? \p{Lu}[\p{L}'’-]{1,40}(?:[ -]\p{Lu}[\p{L}'’-]{1,40}){0,3}/gu,
  },
  { kind: 'address', pattern: /(?<![\p{L}\p{N}])[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?![\p{L}\p{N}])/gu },
  {
    kind: 'order',
    pattern:
      /(?<=(?<!\p{L})(?:commande|cde|dossier|client|contrat|facture|suivi|colis|réf(?:érence)?|ref(?:erence)?|ticket|compte|abonné|carte|réservation|order|invoice|account|tracking|customer|case|booking|parcel|n°|nº|numéro|number|no\.)s? ?(?:(?:number|client|de|no\.?|n[°ºo]\.?|numéro|est|is|le|#|:|id) ?){0,4})#?(?=[A-Z-]{0,8}\d)[A-Z0-9][A-Z0-9/-]{2,40}/giu,
  },
  { kind: 'number', pattern: /(?<!\p{N})\+?\(?\p{N}(?:[ .,/()_·-]{0,3}\p{N}){5,60}/gu },
  {
    kind: 'code',
    pattern:
      /(?<![\p{L}\p{N}])(?=[\p{L}_-]{0,40}\p{N})[\p{L}\p{N}](?:[_-]?[\p{L}\p{N}]){5,80}(?![\p{L}\p{N}])/gu,
    holds: isCode,
  },
  {
    kind: 'name',
    pattern: new RegExp(
      `(?<=(?<!\\p{L})(?:M\\.|Mr\\.?|Mme\\.?|Mlle\\.?|Monsieur|Madame|Mademoiselle|Mrs\\.?|Ms\\.?|Miss|Dr\\.?|Docteur|Maître|Me\\.?) )${NAME}`,
      'gu',
    ),
  },
  {
    kind: 'name',
    pattern:
      /(?<=(?<!\p{L})(?:[Jj]e m['’]appelle|[Mm]on nom est|[Aa]u nom de|[Nn]om ?:|[Pp]rénom ?:|[Ss]igné ?:?|[Mm]y name is|[Mm]y name['’]s|[Nn]ame ?:|[Ss]igned ?:?) {0,2})(?!(?:la|le|les|l|the|my|notre|ma|mon|tou[st]|all) )[\p{L}'’-]{2,40}(?: \p{Lu}[\p{L}'’-]{0,40}){0,3}/gu,
  },
  {
    kind: 'name',
    pattern: new RegExp(
      `(?<=(?:cordialement|salutations|bien à vous|merci d['’]avance|bonne journée|regards|sincerely|thanks|cheers|yours)[ ,.!]{0,3}\\n{1,3}[ ]{0,4})${NAME}(?= *(?:\\n|$))`,
      'gimu',
    ),
  },
]

function enoughFigures(found: string): boolean {
  return (found.match(/\d/g)?.length ?? 0) >= 10
}

/** Figures and letters in one word; not a measure ("500grammes"), an hour ("18h30min") nor a generation ("iphone15"). */
function isCode(found: string): boolean {
  const figures = found.match(/\p{N}/gu)?.length ?? 0
  return figures >= 3 || (found === found.toUpperCase() && figures >= 1)
}
