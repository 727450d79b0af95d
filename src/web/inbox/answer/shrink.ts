const SIDES = [2400, 1800, 1280, 960, 640]
const QUALITY = 0.85
const TYPE = 'image/jpeg'

/** Sizes to try, the largest first, none larger than the picture itself. */
export function sizesFor(width: number, height: number): { width: number; height: number }[] {
  const long = Math.max(width, height, 1)
  const sides = [...new Set(SIDES.map((side) => Math.min(side, long)))]
  return sides.map((side) => ({
    width: Math.max(1, Math.round((width * side) / long)),
    height: Math.max(1, Math.round((height * side) / long)),
  }))
}

/**
 * A picture as it leaves: drawn again, so that it carries no place, date or device, and no larger than the network
 * takes. What the browser cannot draw, and what moves, goes as it is.
 */
export async function shrink(file: File, most: number | undefined): Promise<File> {
  if (!/^image\/(png|jpeg|webp)$/.test(file.type)) return file
  const picture = await createImageBitmap(file).catch(() => null)
  if (!picture) return file
  try {
    for (const { width, height } of sizesFor(picture.width, picture.height)) {
      const kept = file.type === 'image/png' && file.size <= (most ?? file.size) ? 'image/png' : TYPE
      const blob = await drawn(picture, width, height, kept)
      if (blob && blob.size <= (most ?? blob.size))
        return new File([blob], named(file.name, kept), { type: kept })
    }
    return file
  } finally {
    picture.close()
  }
}

function drawn(picture: ImageBitmap, width: number, height: number, type: string): Promise<Blob | null> {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width, height })
  const context = canvas.getContext('2d')
  if (type === TYPE && context) {
    context.fillStyle = '#fff'
    context.fillRect(0, 0, width, height)
  }
  context?.drawImage(picture, 0, 0, width, height)
  return new Promise((resolve) => canvas.toBlob(resolve, type, QUALITY))
}

function named(name: string, type: string): string {
  return `${name.replace(/\.[^.]*$/, '')}.${type === TYPE ? 'jpg' : 'png'}`
}
