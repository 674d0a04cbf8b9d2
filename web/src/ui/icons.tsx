import type { ReactNode } from 'react'

/** One icon set: 20 × 20 grid, 1.5 px round strokes in the text's colour. Icons only decorate; their buttons carry the words. */
interface IconProps {
  size?: number
}

const icon = (drawing: ReactNode) =>
  function Icon({ size = 18 }: IconProps) {
    return (
      <svg
        width={size}
        height={size}
        viewBox="0 0 20 20"
        fill="none"
        stroke="currentColor"
        strokeWidth={1.5}
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        focusable="false"
      >
        {drawing}
      </svg>
    )
  }

/** Makes an icon of a path, for a feature that has one of its own. */
export const drawn = (path: string) => icon(<path d={path} />)

/** Draws an icon whose path comes as data. */
export const Drawn = ({ path, size = 18 }: IconProps & { path: string }) => icon(<path d={path} />)({ size })

export const InboxIcon = icon(
  <path d="M3 11.5 5.2 4.6A1.5 1.5 0 0 1 6.6 3.5h6.8a1.5 1.5 0 0 1 1.4 1.1L17 11.5v3.5a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 15zm0 0h3.8l1.2 2h4l1.2-2H17" />,
)
export const CalendarIcon = icon(
  <path d="M4.5 4.5h11A1.5 1.5 0 0 1 17 6v9a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 15V6a1.5 1.5 0 0 1 1.5-1.5M3 8.5h14M7 2.5v3.5M13 2.5v3.5" />,
)
export const KnowledgeIcon = icon(
  <path d="M10 5.2C8.4 3.9 6 3.4 3 3.5v11.4c3-.1 5.4.4 7 1.6m0-11.3c1.6-1.3 4-1.8 7-1.7v11.4c-3-.1-5.4.4-7 1.6m0-11.3v11.3" />,
)
export const AccountsIcon = icon(
  <path d="M8.3 11.7a3 3 0 0 0 4.3 0l2.9-2.9a3 3 0 0 0-4.3-4.3l-1 1m1.5 2.8a3 3 0 0 0-4.3 0l-2.9 2.9a3 3 0 0 0 4.3 4.3l1-1" />,
)
export const ActivityIcon = icon(<path d="M2.5 10h3.3l2.5-6 3.6 12 2.4-6h3.2" />)
export const PlusIcon = icon(<path d="M10 4v12M4 10h12" />)
export const ArchiveIcon = icon(
  <path d="M3.5 4h13v3.5h-13zM4.5 7.5V15A1.5 1.5 0 0 0 6 16.5h8a1.5 1.5 0 0 0 1.5-1.5V7.5M8 10.5h4" />,
)
export const CommandIcon = icon(
  <path d="M3.5 5h13M3.5 10h8M3.5 15h5m5.5-1.5 2.5-2.5m0 0-2.5-2.5m2.5 2.5H13" />,
)
export const SendIcon = icon(<path d="M16.5 3.5 9 11m7.5-7.5-4.7 13L9 11l-5.5-2.8z" />)
export const BackIcon = icon(<path d="M12 4.5 6.5 10l5.5 5.5" />)
export const ForwardIcon = icon(<path d="m8 4.5 5.5 5.5L8 15.5" />)
export const CloseIcon = icon(<path d="m5 5 10 10M15 5 5 15" />)
export const CheckIcon = icon(<path d="m4 10.5 4 4 8-9" />)
export const ChecksIcon = icon(<path d="m1.5 10.5 4 4 7-9M9.5 13.5l1 1 8-9" />)
export const ClockIcon = icon(<path d="M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14m0 3.5V10l2.5 1.5" />)
export const AlertIcon = icon(<path d="M10 3.3 17.5 16h-15zm0 4.7v3.5m0 2.3v.1" />)
export const QuestionIcon = icon(
  <path d="M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14M8 8.2a2 2 0 1 1 2.7 1.9c-.5.2-.7.5-.7 1v.4m0 2v.1" />,
)
export const RefreshIcon = icon(<path d="M16.5 10a6.5 6.5 0 1 1-2-4.7l2 1.9m0-4v4h-4" />)
export const RepeatIcon = icon(
  <path d="M4 9.5V8a2.5 2.5 0 0 1 2.5-2.5h9.5m-2.5-2.5L16 5.5 13.5 8M16 10.5V12a2.5 2.5 0 0 1-2.5 2.5H4M6.5 12 4 14.5 6.5 17" />,
)
export const SparkIcon = icon(
  <path d="M10 3c.6 4 2.5 6 6.5 7-4 1-5.9 3-6.5 7-.6-4-2.5-6-6.5-7 4-1 5.9-3 6.5-7" />,
)
export const PersonIcon = icon(
  <path d="M10 3.5a3 3 0 1 1 0 6 3 3 0 0 1 0-6M4 16.5c.6-3 2.9-4.5 6-4.5s5.4 1.5 6 4.5" />,
)
export const HandIcon = icon(
  <path d="M6.5 10.5V5.3a1.2 1.2 0 0 1 2.4 0V9m0-.5V4.2a1.2 1.2 0 0 1 2.4 0V9m0-3.3a1.2 1.2 0 0 1 2.4 0v6.8c0 2.5-1.7 4.5-4.3 4.5-2 0-3.2-.9-4.2-2.7l-1.7-3a1.2 1.2 0 0 1 2-1.2l1 1.3" />,
)
export const SearchIcon = icon(<path d="M9 3.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11m4 9.5 3.5 3.5" />)
export const DocumentIcon = icon(
  <path d="M11.5 3h-5A1.5 1.5 0 0 0 5 4.5v11A1.5 1.5 0 0 0 6.5 17h7a1.5 1.5 0 0 0 1.5-1.5v-9zm0 0v3.5H15M7.5 10.5h5M7.5 13.5h3.5" />,
)
export const UploadIcon = icon(
  <path d="M10 13V4m0 0L6.5 7.5M10 4l3.5 3.5M3.5 13v2A1.5 1.5 0 0 0 5 16.5h10a1.5 1.5 0 0 0 1.5-1.5v-2" />,
)
export const EditIcon = icon(
  <path d="M4 16l.7-3.2L13.2 4.3a1.4 1.4 0 0 1 2 0l.5.5a1.4 1.4 0 0 1 0 2L7.2 15.3 4 16m8-10.5 2.5 2.5" />,
)
export const TrashIcon = icon(
  <path d="M3.5 5.5h13M8 5.5V4a1 1 0 0 1 1-1h2a1 1 0 0 1 1 1v1.5m3 0-.7 9.6a1.5 1.5 0 0 1-1.5 1.4H7.2a1.5 1.5 0 0 1-1.5-1.4L5 5.5" />,
)
export const CopyIcon = icon(
  <path d="M8.5 7h6A1.5 1.5 0 0 1 16 8.5v6a1.5 1.5 0 0 1-1.5 1.5h-6A1.5 1.5 0 0 1 7 14.5v-6A1.5 1.5 0 0 1 8.5 7M4 13V5.5A1.5 1.5 0 0 1 5.5 4H13" />,
)
export const SunIcon = icon(
  <path d="M10 7a3 3 0 1 1 0 6 3 3 0 0 1 0-6m0-4.5V4m0 12v1.5M2.5 10H4m12 0h1.5M4.7 4.7l1 1m8.6 8.6 1 1m0-10.6-1 1m-8.6 8.6-1 1" />,
)
export const MoonIcon = icon(<path d="M16.5 11.5A7 7 0 0 1 8.5 3.5a7 7 0 1 0 8 8" />)
export const AutoIcon = icon(<path d="M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14m0 0v14m2-13.7v13.4m2-12v10.6" />)
export const ExternalIcon = icon(
  <path d="M8 4.5H5A1.5 1.5 0 0 0 3.5 6v9A1.5 1.5 0 0 0 5 16.5h9a1.5 1.5 0 0 0 1.5-1.5v-3M11.5 3.5h5v5m0-5L9.5 10.5" />,
)
export const LanguageIcon = icon(
  <path d="M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14M3 10h14M10 3c-4 4-4 10 0 14m0-14c4 4 4 10 0 14" />,
)
export const SignOutIcon = icon(
  <path d="M8 3.5H5A1.5 1.5 0 0 0 3.5 5v10A1.5 1.5 0 0 0 5 16.5h3M13 13.5l3.5-3.5L13 6.5m3.5 3.5H8" />,
)
export const MoreIcon = icon(<path d="M4.5 10h.01M10 10h.01M15.5 10h.01" strokeWidth={2.5} />)
export const OperationsIcon = icon(
  <path d="M3.5 5.5h7m4 0h2M3.5 10h2m4 0h7m-13 4.5h8m4 0h1M12.5 3.8v3.4M7.5 8.3v3.4m6 1.1v3.4" />,
)
export const SettingsIcon = icon(
  <path d="M10 7.3a2.7 2.7 0 1 1 0 5.4 2.7 2.7 0 0 1 0-5.4M8.6 2.8h2.8l.4 2 1.6.9 1.9-.7 1.4 2.4-1.5 1.4v2.4l1.5 1.4-1.4 2.4-1.9-.7-1.6.9-.4 2H8.6l-.4-2-1.6-.9-1.9.7-1.4-2.4 1.5-1.4V8.8L3.3 7.4 4.7 5l1.9.7 1.6-.9z" />,
)
export const PauseIcon = icon(<path d="M7 4.5v11m6-11v11" />)
export const PlayIcon = icon(<path d="M6.5 4.2v11.6l9-5.8z" />)
export const ChevronUpIcon = icon(<path d="m5.5 12.5 4.5-4.5 4.5 4.5" />)
export const ChevronsIcon = icon(<path d="m6.5 7.5 3.5-3.5 3.5 3.5m-7 5 3.5 3.5 3.5-3.5" />)
export const MailIcon = icon(
  <path d="M4 4.5h12A1.5 1.5 0 0 1 17.5 6v8a1.5 1.5 0 0 1-1.5 1.5H4A1.5 1.5 0 0 1 2.5 14V6A1.5 1.5 0 0 1 4 4.5M2.8 5.5 10 10.8l7.2-5.3" />,
)
export const KeyIcon = icon(
  <path d="M7 8.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7m2.5 1 6-6m-3 3 2.5 2.5M14 5l1.8 1.8" />,
)
export const PeopleIcon = icon(
  <path d="M7.5 4a2.7 2.7 0 1 1 0 5.4 2.7 2.7 0 0 1 0-5.4M2.3 16c.5-2.8 2.5-4.2 5.2-4.2s4.7 1.4 5.2 4.2M13 4.3a2.7 2.7 0 0 1 0 4.9m1.3 2.9c2 .5 3.2 1.8 3.5 3.9" />,
)
export const DownloadIcon = icon(
  <path d="M10 3.5v9m0 0L6.5 9m3.5 3.5L13.5 9m-10 4v2A1.5 1.5 0 0 0 5 16.5h10a1.5 1.5 0 0 0 1.5-1.5v-2" />,
)

export const AttachIcon = icon(
  <path d="m16 9.5-6.2 6.2a3.9 3.9 0 0 1-5.5-5.5l6.6-6.6a2.6 2.6 0 0 1 3.7 3.7l-6.6 6.6a1.3 1.3 0 0 1-1.9-1.9l5.7-5.7" />,
)
export const PinIcon = icon(
  <path d="M10 17.5s5.5-4.6 5.5-9a5.5 5.5 0 0 0-11 0c0 4.4 5.5 9 5.5 9m0-11a2 2 0 1 1 0 4 2 2 0 0 1 0-4" />,
)
export const TemplateIcon = icon(
  <path d="M4 3.5h12A1.5 1.5 0 0 1 17.5 5v8a1.5 1.5 0 0 1-1.5 1.5H9L5.5 17v-2.5H4A1.5 1.5 0 0 1 2.5 13V5A1.5 1.5 0 0 1 4 3.5M6 7.5h8M6 10.5h5" />,
)
export const GlobeIcon = LanguageIcon
