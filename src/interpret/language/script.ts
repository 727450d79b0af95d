/** Alphabets that name their language, or nearly; the Latin one is not here, for it names none. */
const SCRIPTS: [RegExp, (head: string) => string][] = [
  [/[\u3040-\u30ff]/gu, () => 'ja'],
  [/[\uac00-\ud7af\u1100-\u11ff]/gu, () => 'ko'],
  [/[\u4e00-\u9fff]/gu, (head) => (/[\u3040-\u30ff]/.test(head) ? 'ja' : 'zh')],
  [/[\u0400-\u04ff]/gu, cyrillic],
  [/[\u0600-\u06ff]/gu, (head) => (/[ٹڈڑںے]/.test(head) ? 'ur' : /[پچژگ]/.test(head) ? 'fa' : 'ar')],
  [/[\u0590-\u05ff]/gu, () => 'he'],
  [/[\u0370-\u03ff]/gu, () => 'el'],
  [/[\u0e00-\u0e7f]/gu, () => 'th'],
  [/[\u0900-\u097f]/gu, () => 'hi'],
  [/[\u0980-\u09ff]/gu, () => 'bn'],
  [/[\u0b80-\u0bff]/gu, () => 'ta'],
  [/[\u0c00-\u0c7f]/gu, () => 'te'],
  [/[\u10a0-\u10ff]/gu, () => 'ka'],
  [/[\u0530-\u058f]/gu, () => 'hy'],
]
const LATIN = /[a-z\u00c0-\u024f]/giu
const OTHER = /[\u0370-\u1fff\u3040-\ud7af]/u

/** The language that the alphabet alone gives away, or null for Latin letters and for no letters at all. */
export function scriptLanguage(text: string): string | null {
  const head = text.length > 400 ? text.slice(0, 400) : text
  if (!OTHER.test(head)) return null
  const latin = head.replace(/https?:\/\/\S+|@\S+/g, '').match(LATIN)?.length ?? 0
  for (const [letters, language] of SCRIPTS) {
    const found = head.match(letters)?.length ?? 0
    if (found > 1 && found * 2 > latin) return language(head)
  }
  return null
}

function cyrillic(head: string): string {
  if (/[іїєґ]/i.test(head)) return 'uk'
  if (/[јљњћђџ]/i.test(head)) return 'sr'
  // Bulgarian writes its ъ everywhere and has neither ы nor э.
  return /ъ/i.test(head) && !/[ыэ]/i.test(head) ? 'bg' : 'ru'
}
