import type { Rolldown } from 'vite'

type Group = NonNullable<Rolldown.CodeSplittingOptions['groups']>[number]

/** Matches components of Mantine by the names of their folders. */
const parts = (...names: string[]) => `@mantine/core/.*/(${names.join('|')})/`

const FIELDS = [
  ...['Input', 'InputBase', 'TextInput', 'Textarea', 'PasswordInput', 'ActionIcon', 'CloseButton'],
  ...['NativeSelect', 'ComboboxChevron', 'get-parsed-combobox-data', 'SegmentedControl', 'FloatingIndicator'],
]
const DIALOGS = ['Modal', 'ModalBase', 'Drawer', 'Overlay']
/** Matches what dialogs and choices share: they lie above the page, hold its scrolling, and keep the focus. */
const ABOVE =
  /react-remove-scroll|node_modules\/(use-sidecar|react-style-singleton|use-callback-ref|get-nonce|tslib)\/|\/(use-focus-trap|use-focus-return|FocusTrap|Portal)\//
const CHOICES = ['Popover', 'Combobox', 'Select', 'ScrollArea', 'Floating']

/** Returns the chunk of an own module that several screens share: its feature's, or the common one. */
const home = (id: string): string => /\/web\/src\/features\/(\w+)\//.exec(id)?.[1] ?? 'common'

/**
 * Groups modules that are used together into few files. Left alone, the bundler makes one file for every set of screens that
 * share something, 80 for the Calendar. The first group that matches a module keeps it.
 */
const groups: Group[] = [
  { name: 'base', tags: ['$initial'] },
  { name: 'dialogs', test: new RegExp(parts(...DIALOGS)) },
  { name: 'above', test: ABOVE },
  { name: 'fields', test: new RegExp(`${parts(...FIELDS)}|/(Combobox.module|to-int).mjs`) },
  { name: 'choices', test: new RegExp(`${parts(...CHOICES)}|@floating-ui/`) },
  // Reads `Input` when it is loaded: within `hooks`, which `fields` imports, that would be too early.
  { name: 'checks', test: new RegExp(parts('Checkbox', 'Switch', 'InlineInput')) },
  { name: 'numbers', test: /NumberInput\/|react-number-format\// },
  { name: 'virtual', test: /@tanstack\/(react-virtual|virtual-core)\// },
  { name: 'diff', test: /node_modules\/diff\// },
  { name: 'preview', test: /\/publishing\/composer\/(account-chips|post-preview)\.tsx$/ },
  { name: 'composer', test: /\/publishing\/composer\/.*\.tsx?$/ },
  { name: 'counting', test: /\/core\/lib\/platform\/(length|weight|links|top-level-domains)\.ts$/ },
  { name: home, debugName: 'home', test: /\/(web\/src|core)\/.*\.(tsx?|css)$/, minShareCount: 2 },
  { name: 'hooks', test: /node_modules/, minShareCount: 2 },
]

export const chunks: Rolldown.CodeSplittingOptions = {
  includeDependenciesRecursively: false,
  groups: groups.map((group, index) => ({ ...group, priority: groups.length - index })),
}
