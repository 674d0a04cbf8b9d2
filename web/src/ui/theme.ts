import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

/** Deep teal for what belongs to people. Violet is for machines (tokens.css); red, amber and green are for states. */
const chorus: MantineColorsTuple = [
  '#e7f5f2',
  '#cfe9e4',
  '#a3d5cc',
  '#74c0b3',
  '#48ab9c',
  '#23978a',
  '#0f8074',
  '#0b6b61',
  '#095950',
  '#06453e',
]

const FONT = 'Inter, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'

/** Keeps the page behind a dialog readable. */
const OVERLAY = { backgroundOpacity: 0.3 }

export const theme = createTheme({
  primaryColor: 'chorus',
  primaryShade: { light: 7, dark: 6 },
  colors: { chorus },
  fontFamily: FONT,
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.4', xl: '1.3' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  defaultRadius: 'sm',
  headings: { fontWeight: '600', fontFamily: FONT },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { size: 'xs' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 'md' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Modal: { defaultProps: { centered: true, overlayProps: OVERLAY, transitionProps: { duration: 120 } } },
    Drawer: {
      defaultProps: { position: 'right', overlayProps: OVERLAY, transitionProps: { duration: 140 } },
    },
  },
})

/** Maps Mantine's variables to the tokens of tokens.css, the one place that defines surfaces, lines and muted text. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-dimmed': 'var(--muted)',
    '--mantine-color-default': 'var(--raised)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-placeholder': 'var(--faint)',
    '--mantine-color-error': 'var(--danger)',
    '--mantine-color-anchor': 'var(--accent)',
  },
  light: {},
  dark: {},
})
