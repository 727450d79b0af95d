import {
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core'

const ember: MantineColorsTuple = [
  '#fff1e8',
  '#fbe0d0',
  '#f6c09f',
  '#ffb78a',
  '#ffa36b',
  '#f07a35',
  '#cf5416',
  '#b23c08',
  '#963206',
  '#772704',
]

const dark: MantineColorsTuple = [
  '#f2ecdf',
  '#c5c8d6',
  '#a3a9c0',
  '#7b84a8',
  '#3b446c',
  '#2e3659',
  '#202745',
  '#171d36',
  '#10152a',
  '#0b0f1f',
]

const gray: MantineColorsTuple = [
  '#faf6ee',
  '#f3ecdf',
  '#ebe3d3',
  '#e3d9c8',
  '#8f8674',
  '#7a7263',
  '#626779',
  '#4a5069',
  '#2f3550',
  '#1b2138',
]

/** Filled parts take the token made for their ground, which the two themes choose apart. */
const colours: VariantColorsResolver = (input) => {
  const usual = defaultVariantColorsResolver(input)
  if (input.variant !== 'filled') return usual
  const ground = input.color?.startsWith('red') ? '--negative' : '--ember'
  return {
    ...usual,
    background: `var(${ground})`,
    hover: `color-mix(in srgb, var(${ground}) 86%, var(--ink))`,
    color: 'var(--on-ember)',
  }
}

/** Hands our tokens to the kit; `tokens.css` stays the one place where a colour is chosen. */
export const theme = createTheme({
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  headings: { fontFamily: 'var(--font)', fontWeight: '650' },
  colors: { ember, dark, gray },
  primaryColor: 'ember',
  primaryShade: { light: 7, dark: 4 },
  variantColorResolver: colours,
  white: '#fffdf8',
  black: '#1b2138',
  defaultRadius: 'md',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Tooltip: { defaultProps: { openDelay: 350, withArrow: true, multiline: true, maw: 320 } },
    Modal: {
      defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.45 } },
      styles: { title: { fontWeight: 600, fontSize: '1.1rem' } },
    },
    Menu: { defaultProps: { shadow: 'md', withinPortal: true } },
    Checkbox: { defaultProps: { iconColor: 'var(--on-ember)' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 36 } },
  },
})
