/** What a slot holds that holds nothing: ids are kept one higher. */
export const FREE = 0

/**
 * Open addressing with linear steps, each slot being an id and its hash side by side: looking up what is not there
 * touches one line of memory. At most half full.
 */
export class Table {
  slots = new Int32Array(2 * 1024)
  mask = 1023
  count = 0

  insert(id: number, hash: number): void {
    if (++this.count * 2 > this.mask) this.double()
    this.set(id + 1, hash)
  }

  /** The slot where something of this hash may stand first, and the one after. */
  first(hash: number): number {
    return spread(hash) & this.mask
  }

  next(slot: number): number {
    return (slot + 1) & this.mask
  }

  /** What stands in a slot, or -1. */
  id(slot: number): number {
    return (this.slots[2 * slot] ?? FREE) - 1
  }

  hashes(): number[] {
    const all: number[] = []
    for (let at = 0; at < this.slots.length; at += 2) {
      if (this.slots[at] !== FREE) all.push(this.slots[at + 1] ?? 0)
    }
    return all
  }

  /** Moves back what had been pushed past the slot that falls free. */
  remove(id: number, hash: number): void {
    const { slots, mask } = this
    this.count--
    let hole = spread(hash) & mask
    while (slots[2 * hole] !== id + 1) hole = (hole + 1) & mask
    slots[2 * hole] = FREE
    for (let slot = (hole + 1) & mask; slots[2 * slot] !== FREE; slot = (slot + 1) & mask) {
      const home = spread(slots[2 * slot + 1] ?? 0) & mask
      if (((slot - home) & mask) < ((slot - hole) & mask)) continue
      slots[2 * hole] = slots[2 * slot] ?? FREE
      slots[2 * hole + 1] = slots[2 * slot + 1] ?? 0
      slots[2 * slot] = FREE
      hole = slot
    }
  }

  private set(entry: number, hash: number): void {
    let slot = spread(hash) & this.mask
    while (this.slots[2 * slot] !== FREE) slot = (slot + 1) & this.mask
    this.slots[2 * slot] = entry
    this.slots[2 * slot + 1] = hash
  }

  private double(): void {
    const old = this.slots
    this.slots = new Int32Array(old.length * 2)
    this.mask = this.mask * 2 + 1
    for (let at = 0; at < old.length; at += 2) {
      const entry = old[at] ?? FREE
      if (entry !== FREE) this.set(entry, old[at + 1] ?? 0)
    }
  }
}

/** FNV leaves its last units in the low bits. */
export function spread(hash: number): number {
  return hash ^ (hash >>> 15)
}
