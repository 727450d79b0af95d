/** A round top for the axis: 1, 2 or 5 times a power of ten. */
export function niceTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)))
  const step = [1, 2, 5, 10].find((each) => each * power >= value) ?? 10
  return step * power
}
