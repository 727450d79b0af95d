/** The one beside in a list, staying at its ends; the first where none is chosen. */
export function beside(
  items: readonly { id: string }[],
  id: string | undefined,
  by: 1 | -1,
): string | undefined {
  const at = items.findIndex((one) => one.id === id)
  return items[Math.min(items.length - 1, Math.max(0, at < 0 ? 0 : at + by))]?.id
}
