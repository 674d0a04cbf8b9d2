/** The Mail app, with the mails that Chorus sends. One panel shows the list or one mail. */
import { linked } from './links.js'
import { element, empty, initials } from './view.js'

const $ = (id) => document.getElementById(id)
const HOURS = { hour: '2-digit', minute: '2-digit' }

/** The ids of existing mails that were opened on this machine. */
const opened = new Set(JSON.parse(localStorage.getItem('openedMails') ?? '[]'))
let shown = { mails: [], webUrl: null }
let openId = null

export const unreadMails = (mails) => mails.filter(({ id }) => !opened.has(id)).length

/** Redraws the panel. An open mail stays open, and the focus in the list is kept. */
export function renderMail({ mails, webUrl }) {
  shown = { mails, webUrl }
  const open = mails.find(({ id }) => id === openId)
  $('mail-list-view').hidden = open !== undefined
  $('mail-view').hidden = open === undefined
  $('mail-count').textContent = countOf(mails)
  renderList(mails)
  if (open) renderOpen(open)
}

function countOf(mails) {
  if (mails.length === 0) return ''
  const unread = unreadMails(mails)
  const all = `${mails.length} ${mails.length === 1 ? 'mail' : 'mails'}`
  return unread === 0 ? all : `${all}, ${unread} unread`
}

function renderList(mails) {
  const list = $('mails')
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.id : undefined
  const scrolled = list.scrollTop
  if (mails.length === 0) {
    list.replaceChildren(
      element(
        'li',
        'mails-empty',
        empty('No mail yet', 'Invitations and other mails of Chorus arrive here.'),
      ),
    )
    return
  }
  list.replaceChildren(...mails.toReversed().map((mail) => element('li', '', row(mail))))
  list.scrollTop = scrolled
  if (focused) rowOf(focused)?.focus()
}

function row({ id, account, to, subject, at }) {
  const node = element(
    'button',
    opened.has(id) ? 'mail-row' : 'mail-row is-unread',
    element('span', 'mail-from', personOf(account).name),
    when(at),
    element('span', 'mail-subject', subject),
    element('span', 'mail-to', `to ${to}`),
  )
  if (!opened.has(id)) node.prepend(element('span', 'visually-hidden', 'Unread. '))
  node.type = 'button'
  Object.assign(node.dataset, { testid: 'mail-row', id })
  node.addEventListener('click', () => open(id))
  return node
}

function renderOpen({ id, account, to, subject, text, at }) {
  // Draw an open mail only once, so that scroll position, selection and focus are kept.
  if ($('mail').dataset.id === id) return
  const { name, address } = personOf(account)
  const avatar = element('span', 'avatar', initials(name))
  avatar.ariaHidden = 'true'
  const from = element('p', 'mail-sender', element('strong', '', name))
  if (address !== name) from.append(' ', element('span', 'mail-address', address))
  const receiver = element('p', 'mail-receiver', `to ${to}`)
  const heading = element('h2', 'mail-title', subject)
  heading.dir = 'auto'
  const body = element('div', 'mail-text', ...linked(text, shown.webUrl).map(piece))
  body.dir = 'auto'
  $('mail').replaceChildren(
    heading,
    element('div', 'mail-head', avatar, element('div', '', from, receiver), when(at)),
    body,
  )
  Object.assign($('mail').dataset, { id, testid: 'mail' })
  $('mail').scrollTop = 0
}

function piece({ text, href }) {
  if (href === undefined) return text
  const link = element('a', '', text)
  Object.assign(link, { href, target: '_blank', rel: 'noopener noreferrer' })
  return link
}

function open(id) {
  openId = id
  opened.add(id)
  const known = shown.mails.map((mail) => mail.id)
  localStorage.setItem('openedMails', JSON.stringify(known.filter((one) => opened.has(one))))
  changed()
  $('mail-back').focus()
}

function close() {
  const id = openId
  openId = null
  delete $('mail').dataset.id
  changed()
  rowOf(id)?.focus()
}

const rowOf = (id) => [...document.querySelectorAll('.mail-row')].find((one) => one.dataset.id === id)

/** Makes the page redraw, since the number of unread mails is shown outside this panel. */
const changed = () => $('panel-mail').dispatchEvent(new Event('read'))

/** Splits `Chorus <no-reply@…>` into name and address; an address alone is also the name. */
function personOf(mailbox) {
  const [, name, address] = /^"?([^"<]*?)"?\s*<(.+)>$/.exec(mailbox) ?? []
  return { name: name || address || mailbox, address: address ?? mailbox }
}

/** Formats the time of today's mails and the day of earlier ones. */
function when(at) {
  const date = new Date(at)
  const isToday = date.toDateString() === new Date().toDateString()
  const node = element(
    'time',
    'mail-time',
    isToday
      ? date.toLocaleTimeString(undefined, HOURS)
      : date.toLocaleDateString(undefined, { day: 'numeric', month: 'short' }),
  )
  node.dateTime = at
  node.title = date.toLocaleString()
  return node
}

$('mail-back').addEventListener('click', close)
$('panel-mail').addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && openId !== null) close()
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const rows = [...document.querySelectorAll('.mail-row')]
  const at = rows.indexOf(document.activeElement)
  if (at === -1) return
  event.preventDefault()
  rows[event.key === 'ArrowDown' ? at + 1 : at - 1]?.focus()
})
