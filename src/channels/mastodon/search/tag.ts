/** The first tag among them, as its timeline is called: that is open on servers that search no words at all. */
export function tagIn(words: string[]): string | undefined {
  const tag = words.find((word) => /^[#＃][\p{L}\p{M}\p{N}_·]{1,100}$/u.test(word))
  return tag?.slice(1).toLowerCase()
}
