/** What a command is given of this environment where it is to have no other: `node` starts as it does for users. */
export function bare(): { PATH: string; NODE_COMPILE_CACHE: string } {
  const { PATH = '', NODE_COMPILE_CACHE = '' } = process.env
  return { PATH, NODE_COMPILE_CACHE }
}
