/** Three letters to two, for the countries that others write with three. */
const ALPHA3 =
  'fra fr bel be che ch lux lu can ca usa us gbr gb irl ie deu de aut at esp es prt pt ita it nld nl swe se nor no dnk dk ' +
  'fin fi isl is pol pl cze cz svk sk hun hu rou ro bgr bg grc gr tur tr rus ru ukr ua mar ma dza dz tun tn egy eg sen sn ' +
  'civ ci cmr cm cod cd mdg mg mli ml nga ng zaf za ken ke isr il sau sa are ae qat qa lbn lb ind in chn cn jpn jp kor kr ' +
  'idn id tha th vnm vn phl ph mys my sgp sg aus au nzl nz bra br arg ar chl cl col co mex mx per pe ury uy ven ve reu re ' +
  'glp gp mtq mq guf gf pyf pf ncl nc mco mc hrv hr srb rs svn si est ee lva lv ltu lt cyp cy mlt mt hkg hk twn tw pak pk bgd bd'

const CODES = new Map<string, string>()

/** The two letters of a country from its name in French or English, its three letters, or themselves. */
export function countryCode(written: string): string | undefined {
  if (CODES.size === 0) fill()
  return CODES.get(fold(written))
}

function fill(): void {
  const letters = ALPHA3.split(' ')
  const usual = letters.filter((_, i) => i % 2 === 1)
  const all = Array.from({ length: 26 * 26 }, (_, i) =>
    String.fromCharCode(97 + Math.floor(i / 26), 97 + (i % 26)),
  )
  // Intl knows codes that were taken back by the name of what came after them: those in use go first.
  for (const code of [...usual, ...all]) keep(code)
  for (const [i, code] of usual.entries()) CODES.set(letters[2 * i] ?? code, code)
  CODES.set('uk', 'gb')
}

const NAMES = ['en', 'fr'].map(
  (locale) => new Intl.DisplayNames([locale], { type: 'region', fallback: 'none' }),
)

function keep(code: string): void {
  for (const names of NAMES) {
    const name = names.of(code.toUpperCase())
    if (!name) continue
    if (!CODES.has(fold(name))) CODES.set(fold(name), code)
    CODES.set(code, code)
  }
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('’', "'").trim()
}
