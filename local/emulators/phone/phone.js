/** The phone, which shows what people outside see. All texts come from strangers, so they are only set as text. */
import { renderMail, unreadMails } from './mail.js'
import { channelPosts, contacts, fillSelect, initials, renderChat, renderPosts } from './view.js'

const $ = (id) => document.getElementById(id)
const TABS = ['chats', 'channels', 'mail']
const state = { accounts: [], screens: {}, chats: [], posts: [], mails: [], webUrl: null, unseenPosts: 0 }
const chosen = {
  account: localStorage.getItem('account') ?? '',
  contact: localStorage.getItem('contact') ?? '',
  channel: localStorage.getItem('channel') ?? '',
}
const TYPING_SHOWN_MS = 25_000
/** The largest attachment that fits into one call of the control API. */
const ATTACHMENT_MAX_BYTES = 2 * 1024 * 1024
let typing = null

const keyOf = ({ platform, externalId }) => `${platform} ${externalId}`
/** Lists the accounts that people can write to. Senders of mail are accounts too, without a screen. */
const accounts = () => state.accounts.filter(({ platform }) => state.screens[platform]?.chats)
const account = () => accounts().find((one) => keyOf(one) === chosen.account)
const contact = () => contacts(state.chats).find((one) => one.id === chosen.contact)
const isShown = (chat) =>
  chat.platform === account()?.platform &&
  chat.account === account().externalId &&
  chat.contact.id === contact()?.id
const shownChat = () => state.chats.find(isShown)

async function control(method, path, body) {
  const response = await fetch(`/_control${path}`, {
    method,
    ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(answer.error)
  return answer
}

function choose(what, value) {
  chosen[what] = value
  localStorage.setItem(what, value)
  render()
}

function render() {
  const options = accounts().map((one) => ({
    value: keyOf(one),
    label: one.name,
    group: nameOf(one.platform),
  }))
  if (!account() && options[0]) chosen.account = options[0].value
  const people = contacts(state.chats)
  if (!contact()) chosen.contact = people[0].id
  fillSelect($('account'), options, chosen.account, 'No account yet')
  fillSelect(
    $('contact'),
    people.map(({ id, name, label }) => ({ value: id, label: label ?? name })),
    chosen.contact,
  )
  $('account-avatar').textContent = initials(account()?.name)
  for (const id of ['composer', 'send', 'attach', 'contact', 'new-contact']) $(id).disabled = !account()
  renderPresence()
  renderChat($('log'), shownChat(), { account: account(), contact: contact() })
  renderChannels()
  renderMails()
  void markRead()
}

function renderMails() {
  renderMail(state)
  showBadge('new-mails', unreadMails(state.mails))
}

function showBadge(id, count) {
  $(id).textContent = String(count)
  $(id).hidden = count === 0
}

function renderPresence() {
  const isTyping = typing !== null && isShown(typing)
  $('presence').textContent = isTyping ? 'typing…' : account() ? nameOf(account().platform) : ''
  $('presence').classList.toggle('is-typing', isTyping)
}

function renderChannels() {
  const channels = state.accounts.filter(({ platform }) => state.screens[platform]?.channel)
  const options = channels.map((one) => ({
    value: keyOf(one),
    label: `${one.name} · ${nameOf(one.platform)}`,
  }))
  if (!options.some(({ value }) => value === chosen.channel)) chosen.channel = latestOf(channels)
  const channel = channels.find((one) => keyOf(one) === chosen.channel)
  const posts = channelPosts(state.posts, channel)
  fillSelect($('channel'), options, chosen.channel, 'No channel yet')
  $('channel-avatar').textContent = initials(channel?.name)
  $('channel-count').textContent = channel ? `${posts.length} ${posts.length === 1 ? 'post' : 'posts'}` : ''
  renderPosts($('posts'), posts, channel)
  showBadge('new-posts', state.unseenPosts)
}

/** Returns the channel with the latest post, which is the one to look at; the first one where there is no post. */
function latestOf(channels) {
  const known = new Set(channels.map(keyOf))
  const keys = state.posts
    .toSorted((a, b) => b.at.localeCompare(a.at))
    .map(({ platform, account }) => keyOf({ platform, externalId: account }))
  return keys.find((key) => known.has(key)) ?? (channels[0] ? keyOf(channels[0]) : '')
}

/** Tells the platform that the conversation is on the screen, so that it sends read receipts. */
async function markRead() {
  const chat = shownChat()
  const unread = chat?.messages.some(({ from, status }) => from === 'business' && status !== 'read')
  if (
    !unread ||
    document.visibilityState !== 'visible' ||
    $('panel-chats').hidden ||
    !state.screens[chat.platform]?.receipts
  )
    return
  await control('POST', '/read', { platform: chat.platform, account: chat.account, contact: chat.contact.id })
}

async function send(event) {
  event.preventDefault()
  const text = $('composer').value.trim()
  const file = $('attachment').files[0]
  if ((text === '' && !file) || !account()) return
  $('composer').value = ''
  $('attachment').value = ''
  renderAttachment()
  const sent = await does({ text, ...(file ? { media: [await mediaOf(file)] } : {}) })
  if (!sent) $('composer').value = text
}

/** Sends an action of the contact; shows a failure at the top of the chat. */
async function does(what) {
  const { id, name, hidden } = contact()
  const { platform, externalId } = account()
  try {
    await control('POST', '/inbound', {
      platform,
      account: externalId,
      from: { id, name },
      omitPhone: hidden === true,
      ...what,
    })
    return true
  } catch (error) {
    $('presence').textContent = `Not sent: ${error.message}`
    return false
  }
}

/** Reads a file as a medium. OGG audio is taken as a voice note, the format of recordings; music has other formats. */
async function mediaOf(file) {
  const mimeType = (file.type || 'application/octet-stream').split(';')[0]
  const family = mimeType.split('/')[0]
  const kind = mimeType === 'audio/ogg' ? 'voice' : KINDS.has(family) ? family : 'document'
  return { kind, mimeType, fileName: file.name, base64: await base64Of(file) }
}

const KINDS = new Set(['image', 'video', 'audio'])

function base64Of(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).replace(/^data:[^,]*,/, ''))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
}

function renderAttachment() {
  const file = $('attachment').files[0]
  const tooLarge = file && file.size > ATTACHMENT_MAX_BYTES
  if (tooLarge) $('attachment').value = ''
  $('attached').hidden = !file
  $('attached').textContent = tooLarge ? 'Too large: at most 2 MB here.' : (file?.name ?? '')
}

function showTab(name) {
  for (const tab of TABS) {
    const selected = tab === name
    $(`panel-${tab}`).hidden = !selected
    $(`tab-${tab}`).setAttribute('aria-selected', String(selected))
    $(`tab-${tab}`).tabIndex = selected ? 0 : -1
  }
  if (name === 'channels') state.unseenPosts = 0
  render()
}

const on = {
  message({ chat, message }) {
    const same = (one) =>
      one.platform === chat.platform && one.account === chat.account && one.contact.id === chat.contact.id
    let known = state.chats.find(same)
    if (!known) {
      known = { ...chat, messages: [] }
      state.chats.push(known)
    }
    const index = known.messages.findIndex(({ id }) => id === message.id)
    if (index === -1) known.messages.push(message)
    else known.messages[index] = message
    if (message.from === 'business') typing = null
    render()
  },
  typing({ chat }) {
    typing = chat
    renderPresence()
    setTimeout(() => {
      if (typing !== chat) return
      typing = null
      renderPresence()
    }, TYPING_SHOWN_MS)
  },
  post({ post }) {
    state.posts.push(post)
    if ($('panel-channels').hidden) state.unseenPosts += 1
    renderChannels()
  },
  refresh: () => void refresh(),
}

async function refresh() {
  try {
    Object.assign(state, await control('GET', '/state'))
    render()
  } catch (error) {
    console.error('The state could not be read:', error)
  }
}

/** Listens for events. Loads everything again on each (re)connection, since missed events are not repeated. */
function listen() {
  const events = new EventSource('/_control/events')
  events.onopen = () => {
    $('offline').hidden = true
    void refresh()
  }
  events.onerror = () => {
    $('offline').hidden = false
  }
  events.onmessage = ({ data }) => {
    const event = JSON.parse(data)
    on[event.type]?.(event)
  }
}

function nameOf(platform) {
  return state.screens[platform]?.name ?? platform
}

function openContactDialog() {
  $('contact-name').value = ''
  $('contact-id').value = `1555${String(Date.now()).slice(-7)}`
  $('contact-dialog').showModal()
}

function addContact() {
  const added = { id: $('contact-id').value.trim(), name: $('contact-name').value.trim() }
  const own = JSON.parse(localStorage.getItem('contacts') ?? '[]').filter(({ id }) => id !== added.id)
  localStorage.setItem('contacts', JSON.stringify([...own, added]))
  choose('contact', added.id)
  $('composer').focus()
}

$('account').addEventListener('change', (event) => choose('account', event.target.value))
$('contact').addEventListener('change', (event) => choose('contact', event.target.value))
$('channel').addEventListener('change', (event) => choose('channel', event.target.value))
$('new-contact').addEventListener('click', openContactDialog)
$('contact-cancel').addEventListener('click', () => $('contact-dialog').close())
$('contact-dialog').querySelector('form').addEventListener('submit', addContact)
$('compose').addEventListener('submit', send)
$('attach').addEventListener('click', () => $('attachment').click())
$('attachment').addEventListener('change', renderAttachment)
$('log').addEventListener('press', ({ detail }) => void does(detail))
$('composer').addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
  event.preventDefault()
  $('compose').requestSubmit()
})
for (const tab of TABS) $(`tab-${tab}`).addEventListener('click', () => showTab(tab))
document.querySelector('.tabs').addEventListener('keydown', ({ key }) => {
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return
  const at = TABS.findIndex((tab) => !$(`panel-${tab}`).hidden)
  const next = TABS.at((at + (key === 'ArrowRight' ? 1 : -1)) % TABS.length)
  showTab(next)
  $(`tab-${next}`).focus()
})
$('panel-mail').addEventListener('read', renderMails)
document.addEventListener('visibilitychange', () => void markRead())

render()
listen()
