const PLAIN = /^[#@]?[\p{L}\p{M}\p{N}_]+$/u
/** Operators of the server, which mean themselves here. */
const OPERATOR = /^(?:AND|OR|NOT)$/u

/** Words as servers read them: what is more than letters is put in quotes, where no sign of theirs means anything. */
export function phraseOf(words: string[]): string {
  return words
    .map((word) =>
      PLAIN.test(word) && !OPERATOR.test(word) ? word : `"${word.replace(/["“”„«»\\]/gu, ' ')}"`,
    )
    .join(' ')
}

/** The first tag among them, as its timeline is called: that is open on servers that search no words at all. */
export function tagIn(words: string[]): string | undefined {
  const tag = words.find((word) => /^[#＃][\p{L}\p{M}\p{N}_·]{1,100}$/u.test(word))
  return tag?.slice(1).toLowerCase()
}
