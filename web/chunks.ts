import type { Rolldown } from 'vite'

type Group = NonNullable<Rolldown.CodeSplittingOptions['groups']>[number]

/** Components of Mantine, by the folders that they are in. */
const parts = (...names: string[]) => `@mantine/core/.*/(${names.join('|')})/`

const FIELDS = [
  ...['Input', 'InputBase', 'TextInput', 'Textarea', 'PasswordInput', 'ActionIcon', 'CloseButton'],
  ...['NativeSelect', 'ComboboxChevron', 'get-parsed-combobox-data', 'SegmentedControl', 'FloatingIndicator'],
]
const DIALOGS = ['Modal', 'ModalBase', 'Drawer', 'Overlay']
const CHOICES = ['Popover', 'Combobox', 'Select', 'ScrollArea', 'Floating']

/** Where an own module is that more than one screen uses: with the others of its feature, or of the shell. */
const home = (id: string): string => /\/web\/src\/features\/(\w+)\//.exec(id)?.[1] ?? 'common'

/**
 * Few files, each of what is used together: left to itself the bundler makes one for every set of screens that share
 * something, 80 for the Calendar. The first group that takes a module keeps it.
 */
const groups: Group[] = [
  { name: 'base', tags: ['$initial'] },
  { name: 'dialogs', test: new RegExp(parts(...DIALOGS)) },
  { name: 'fields', test: new RegExp(`${parts(...FIELDS)}|/(Combobox.module|to-int).mjs`) },
  { name: 'choices', test: new RegExp(`${parts(...CHOICES)}|@floating-ui/`) },
  { name: 'numbers', test: /NumberInput\/|react-number-format\// },
  { name: 'virtual', test: /@tanstack\/(react-virtual|virtual-core)\// },
  { name: 'composer', test: /\/publishing\/composer\// },
  { name: home, debugName: 'home', test: /\/(web\/src|core)\/.*\.tsx?$/, minShareCount: 2 },
  { name: 'hooks', test: /node_modules/, minShareCount: 2 },
]

export const chunks: Rolldown.CodeSplittingOptions = {
  includeDependenciesRecursively: false,
  groups: groups.map((group, index) => ({ ...group, priority: groups.length - index })),
}
