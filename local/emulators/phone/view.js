/** Draws data as elements, always by `textContent`. */

const PRESETS = [
  { id: '16505551234', name: 'Ana Ruiz' },
  { id: '447700900123', name: 'Beth Owen' },
  { id: '33612345678', name: 'Chloé Martin' },
  { id: '15550109988', name: 'Sam Reed', label: 'Sam Reed · hides the phone', hidden: true },
]

/** Lists the preset contacts, those added on this machine, and everyone who has written before. */
export function contacts(chats) {
  const own = JSON.parse(localStorage.getItem('contacts') ?? '[]')
  const known = [...PRESETS, ...own, ...chats.map(({ contact }) => contact)]
  return known.filter(({ id }, index) => known.findIndex((one) => one.id === id) === index)
}

export const channelPosts = (posts, channel) =>
  posts.filter(({ platform, account }) => platform === channel?.platform && account === channel.externalId)

export function initials(name) {
  const words = (name ?? '').split(/\s+/).filter(Boolean)
  return (
    words
      .slice(0, 2)
      .map((word) => [...word][0].toUpperCase())
      .join('') || '·'
  )
}

/** Fills a select. Leaves unchanged options alone, so that an open list does not jump. */
export function fillSelect(select, options, value, emptyLabel = '') {
  const shown = options.length > 0 ? options : [{ value: '', label: emptyLabel }]
  const signature = JSON.stringify(shown)
  if (select.dataset.signature !== signature) {
    select.dataset.signature = signature
    select.replaceChildren(...grouped(shown))
  }
  select.value = value
  select.disabled = options.length === 0
}

function grouped(options) {
  const groups = Map.groupBy(options, ({ group }) => group)
  return [...groups].flatMap(([group, members]) => {
    const nodes = members.map(({ label, value }) => new Option(label, value))
    if (group === undefined) return nodes
    const node = element('optgroup', '', ...nodes)
    node.label = group
    return [node]
  })
}

export function renderChat(log, chat, { account, contact }) {
  if (!account) {
    show(log, [empty('No account to write to', 'Connect one in the dashboard, under Accounts.')])
    return
  }
  const messages = chat?.messages ?? []
  if (messages.length === 0) {
    show(log, [empty('Say hello', `Write to ${account.name} as ${contact.name}. The answer appears here.`)])
    return
  }
  show(
    log,
    withDays(messages, (message) => bubble(message)),
  )
}

export function renderPosts(log, posts, channel) {
  if (!channel) {
    show(log, [empty('No channel to read', 'Connect one in the dashboard, under Accounts.')])
    return
  }
  if (posts.length === 0) {
    show(log, [
      empty(
        'Nothing published yet',
        'Schedule a post in the dashboard’s Calendar. It appears here when it leaves.',
      ),
    ])
    return
  }
  show(
    log,
    withDays(posts, (post) => article(post, channel)),
  )
}

const TICKS = { sending: 'Sending', accepted: 'Accepted', read: 'Read', refused: 'Not accepted' }

/** Draws a message. Emits a `press` event when a reaction or a choice is pressed. */
function bubble({ id, from, text, at, status, error, media = [], choices = [], template, reactions = {} }) {
  const meta = element('div', 'meta', element('time', '', clock(at, { second: undefined })))
  if (from === 'contact') meta.append(tick(status))
  const node = element('div', 'bubble')
  if (template) node.append(element('p', 'template', `Template · ${template}`))
  node.append(...media.map(attachment))
  if (text !== '') node.append(paragraph(text))
  node.append(meta)
  const given = Object.values(reactions).join('')
  if (given !== '') node.append(element('span', 'reactions', given))
  if (choices.length > 0) node.append(element('div', 'choices', ...choices.map((one) => choice(id, one))))
  if (from === 'business') node.append(reactButton(id, reactions.contact))
  if (error) node.append(element('p', 'error', `Not accepted: ${error}`))
  Object.assign(node.dataset, { testid: 'bubble', from, id, status })
  return node
}

const KINDS = { image: 'Picture', video: 'Video', audio: 'Audio', document: 'Document', sticker: 'Sticker' }

/** Draws a picture, or a link to save any other file. */
function attachment({ kind, mimeType, name, url }) {
  const label = name ?? KINDS[kind] ?? kind
  if (url !== null && /^image\/(png|jpeg|webp|gif)$/.test(mimeType)) {
    const image = element('img', 'picture')
    Object.assign(image, { src: url, alt: label })
    return image
  }
  const text = `${KINDS[kind] ?? kind} · ${label}`
  if (url === null) return element('p', 'file', text)
  const link = element('a', 'file', text)
  Object.assign(link, { href: url, download: label })
  return link
}

function choice(messageId, { id, title }) {
  const button = element('button', 'choice', title)
  button.type = 'button'
  button.addEventListener('click', () => press(button, { choice: { id, title }, replyTo: messageId }))
  return button
}

const LIKE = '👍'

function reactButton(messageId, given) {
  const button = element('button', 'react', LIKE)
  button.type = 'button'
  button.setAttribute('aria-pressed', String(given === LIKE))
  button.setAttribute('aria-label', `React with ${LIKE}`)
  const emoji = given === LIKE ? null : LIKE
  button.addEventListener('click', () => press(button, { reaction: { messageId, emoji } }))
  return button
}

const press = (node, detail) => node.dispatchEvent(new CustomEvent('press', { detail, bubbles: true }))

function article({ id, text, at }, channel) {
  const meta = element('div', 'meta', element('time', '', clock(at, { second: '2-digit' })))
  const node = element('article', 'post', element('h2', 'by', channel.name), paragraph(text), meta)
  Object.assign(node.dataset, { testid: 'channel-post', id })
  return node
}

function paragraph(text) {
  const node = element('p', '', text)
  node.dir = 'auto'
  return node
}

function tick(status) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('class', `tick is-${status}`)
  svg.setAttribute('role', 'img')
  svg.setAttribute('aria-label', TICKS[status] ?? status)
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use')
  use.setAttribute('href', `#icon-${status}`)
  svg.append(use)
  return svg
}

function withDays(items, draw) {
  const nodes = []
  let day = ''
  for (const item of items) {
    const next = new Date(item.at).toLocaleDateString(undefined, {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
    })
    if (next !== day) nodes.push(element('div', 'day', next))
    day = next
    nodes.push(draw(item))
  }
  return nodes
}

/** Shows nodes and keeps the scroll position, unless the reader is at the end. */
function show(log, nodes) {
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60
  const grows = log.childElementCount <= 1
  log.replaceChildren(...nodes)
  if (atEnd || grows) log.scrollTop = log.scrollHeight
}

export function empty(title, text) {
  return element('div', 'empty', element('strong', '', title), text)
}

export function element(name, className, ...children) {
  const node = document.createElement(name)
  if (className) node.className = className
  node.append(...children)
  return node
}

function clock(at, { second }) {
  return new Date(at).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', second })
}
