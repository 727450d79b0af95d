import type { Line } from './line.ts'
import type { Found } from './pattern.ts'

/** Emoji that smile at the reader; faces that people also use otherwise are left out. */
const SMILING = new Set([
  ...'😊😀😃😄😁🙂☺😍🥰🤩❤💖💕💞💗💓💘💝🧡💛💚💙💜🤎🤍😻🎉🥳🏆🙌👍😘😎🤗💪✨⭐🌟😇👏😋👌🫶🥂🍾😌🎁🚀😉🙏🌞☀🌸🌈🤞😜💡👋🙋🌹🌺🌷💐🍀🎄🎅🎊🎈🥇😂🤣😆😅🔥🌻🌼🍂🍁☕🍫🎂🧁☃❄🐣🐰🤍💫🌙🕊🫡🤝',
])
const SMILES = /^(?:[:=][-']?[)\]]+|[:=]-?D+|[xX]D+|<3|\^\^|\\o\/|;-?\)+|:-?[pP]+)$/
/** What also goes with grief. */
const STILL = new Set([...'🙏🕊💐🤍❤💙🌹🕯🤝'])

/** Emoji and emoticons that smile. */
export function signsOf(line: Line): Found[] {
  return line.tokens.flatMap((token, n) => {
    if (token.kind !== 'emoji' && token.kind !== 'emoticon') return []
    const [first = ''] = token.form
    const smiles = token.kind === 'emoji' ? SMILING.has(first) : SMILES.test(token.form)
    return smiles ? [{ at: line.at[n] ?? 0, said: token.form, start: token.start, end: token.end }] : []
  })
}

/** Of signs that smile, those that would hurt somebody in grief or in anger. */
export function isPlayful({ said }: Found): boolean {
  const [first = ''] = said
  return !STILL.has(first)
}
