// The preview's own script: keeps the page up to date with the bank, and moves between questions by keys.
'use strict'

const state = document.getElementById('state')
let shown = Number(document.documentElement.dataset.number)
let refreshing = false
let again = false

// --- what an edit changes ---

// The answers in a piece of the page, by what the fields are called, so that they outlive the exchange of the piece.
function answers (piece) {
  const kept = new Map()
  for (const field of piece.querySelectorAll('input, textarea, select')) {
    const name = `${field.name}\n${field.type === 'radio' || field.type === 'checkbox' ? field.value : field.id}`
    kept.set(name, field.type === 'radio' || field.type === 'checkbox' ? field.checked : field.value)
  }
  return kept
}

function answerAgain (piece, kept) {
  for (const field of piece.querySelectorAll('input, textarea, select')) {
    const box = field.type === 'radio' || field.type === 'checkbox'
    const value = kept.get(`${field.name}\n${box ? field.value : field.id}`)
    if (value === undefined || field.type === 'file') continue
    if (box) field.checked = value
    else field.value = value
  }
}

function names (root) {
  return [...root.querySelectorAll('[data-part]')].map((piece) => piece.dataset.part)
}

function exchange (fresh) {
  const before = names(document)
  const after = names(fresh)
  document.title = fresh.title
  const count = document.getElementById('count')
  const counted = fresh.getElementById('count')
  if (count && counted) count.textContent = counted.textContent
  if (document.body.className !== fresh.body.className || before.join() !== after.join()) {
    document.body.className = fresh.body.className
    document.getElementById('main').replaceChildren(...fresh.getElementById('main').childNodes)
    document.querySelector('[data-part="alarm"]').replaceWith(fresh.querySelector('[data-part="alarm"]') ?? '')
    document.dispatchEvent(new CustomEvent('preview:exchanged', { detail: document.getElementById('main') }))
    return true
  }
  let changed = false
  for (const piece of document.querySelectorAll('[data-part]')) {
    const now = fresh.querySelector(`[data-part="${CSS.escape(piece.dataset.part)}"]`)
    if (now.dataset.digest === piece.dataset.digest) continue
    changed = true
    const kept = answers(piece)
    piece.replaceChildren(...now.childNodes)
    piece.dataset.digest = now.dataset.digest
    document.dispatchEvent(new CustomEvent('preview:exchanged', { detail: piece }))
    answerAgain(piece, kept)
  }
  return changed
}

async function refresh () {
  if (refreshing) { again = true; return }
  refreshing = true
  try {
    do {
      again = false
      const answer = await fetch(location.pathname + location.search, { cache: 'no-store' })
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
      if (!fresh.getElementById('main')) { location.reload(); return }
      const focused = document.activeElement?.id
      const changed = exchange(fresh)
      shown = Number(fresh.documentElement.dataset.number)
      if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus()
      document.dispatchEvent(new CustomEvent('preview:refreshed', { detail: shown }))
      if (changed) tell('Updated', 2000)
      document.documentElement.dataset.number = shown
    } while (again)
  } catch {
    // The server went away between the news and the question; the stream finds it again.
  } finally {
    refreshing = false
  }
}

// --- the stream of news ---

let quiet = 0
function tell (words, milliseconds = 0) {
  state.textContent = words
  clearTimeout(quiet)
  if (milliseconds) quiet = setTimeout(() => { state.textContent = '' }, milliseconds)
}

const news = new EventSource('/live')
news.addEventListener('message', (event) => {
  const { number } = JSON.parse(event.data)
  if (state.dataset.lost) { delete state.dataset.lost; tell('') }
  if (number !== shown) refresh()
})
news.addEventListener('error', () => {
  state.dataset.lost = 'yes'
  tell('The preview has ended; waiting for it')
})
window.addEventListener('pagehide', () => news.close())
window.addEventListener('pageshow', (event) => { if (event.persisted) location.reload() })

// The frame of a PDF is drawn anew when the bank changes.
document.addEventListener('preview:refreshed', () => {
  const frame = document.getElementById('pdf')
  if (frame) frame.src = frame.getAttribute('src')
})

// --- previous and next: in the list that one came from, else in the bank ---

function neighbours () {
  const found = location.pathname.match(/^\/question\/([^/]+)$/)
  let order = []
  try { order = JSON.parse(sessionStorage.getItem('order') ?? '[]') } catch { /* storage is off: the bank's order */ }
  const place = found ? order.indexOf(decodeURIComponent(found[1])) : -1
  if (place < 0) return
  const nav = document.querySelector('.steps')
  const link = (id, name, words) => {
    if (id === undefined) return document.createElement('span')
    const made = document.createElement('a')
    Object.assign(made, { id: name, href: `/question/${encodeURIComponent(id)}`, textContent: words })
    return made
  }
  const of = document.createElement('span')
  of.className = 'of'
  of.textContent = `${place + 1} of ${order.length} found`
  nav.replaceChildren(link(order[place - 1], 'before', '← Previous'), of, link(order[place + 1], 'after', 'Next →'))
}
neighbours()
document.addEventListener('preview:exchanged', neighbours)

const keys = document.getElementById('keys')
try { keys.checked = localStorage.getItem('keys') !== 'off' } catch { /* storage is off: the keys are on */ }
keys.addEventListener('change', () => {
  try { localStorage.setItem('keys', keys.checked ? 'on' : 'off') } catch { /* forgotten with the page */ }
})
document.addEventListener('keydown', (event) => {
  if (!keys.checked || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
  if (event.target.closest('input, textarea, select, [contenteditable], .exercise')) return
  const wanted = { j: 'after', k: 'before', '/': 'text' }[event.key]
  const there = wanted && document.getElementById(wanted)
  if (event.key === '/' && !there) { event.preventDefault(); location.href = '/#text'; return }
  if (!there) return
  event.preventDefault()
  if (wanted === 'text') there.focus()
  else there.click()
})
