// The list of questions: filters over a compact list, rows made as one scrolls.
'use strict'

const STEP = 60
const [ID, TITLE, TYPE, DIFFICULTY, POINTS, CATEGORY, TAGS, FINDINGS, WORST, TEXT] = Array(10).keys()
const filters = document.getElementById('filters')
const rows = document.getElementById('rows')
const more = document.getElementById('more')
const matches = document.getElementById('matches')
let all = []
let found = []
let made = 0
let number = 0

const folded = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

async function load () {
  const answer = await fetch('/bank.json', { cache: 'no-store' })
  const bank = await answer.json()
  number = bank.number
  all = bank.rows
  for (const row of all) row.search = folded([row[ID], row[TITLE], row[CATEGORY], row[TAGS].join(' '), row[TEXT]].join('\n'))
  options('type', (row) => [row[TYPE]])
  options('tag', (row) => row[TAGS])
  options('difficulty', (row) => [row[DIFFICULTY]], ['easy', 'medium', 'hard'])
  options('category', (row) => row[CATEGORY].split(' / ').map((_, end, parts) => parts.slice(0, end + 1).join(' / ')))
  options('finding', (row) => row[FINDINGS].length ? [...row[FINDINGS], '\u0000some'] : [])
  apply(false)
}

// Fills a choice with the values that there are, and how many questions have each.
function options (name, values, order) {
  const field = filters.elements[name]
  const counts = new Map()
  for (const row of all) for (const value of values(row)) if (value) counts.set(value, (counts.get(value) ?? 0) + 1)
  const wanted = field.value || field.dataset.wanted || ''
  if (wanted && !counts.has(wanted)) counts.set(wanted, 0)
  const sorted = [...counts].sort(([one], [other]) => order ? order.indexOf(one) - order.indexOf(other) : one < other ? -1 : 1)
  field.replaceChildren(field.options[0], ...sorted.map(([value, count]) => {
    const option = document.createElement('option')
    option.value = value
    option.textContent = `${value === '\u0000some' ? 'any' : value} (${count})`
    return option
  }))
  field.value = wanted
}

function apply (write = true) {
  const asked = Object.fromEntries(new FormData(filters))
  const words = folded(asked.text.trim()).split(/\s+/).filter(Boolean)
  found = all.filter((row) => (
    (!asked.type || row[TYPE] === asked.type) &&
    (!asked.tag || row[TAGS].includes(asked.tag)) &&
    (!asked.difficulty || row[DIFFICULTY] === asked.difficulty) &&
    (!asked.category || row[CATEGORY] === asked.category || row[CATEGORY].startsWith(`${asked.category} / `)) &&
    (!asked.finding || (asked.finding === '\u0000some' ? row[FINDINGS].length > 0 : row[FINDINGS].includes(asked.finding))) &&
    words.every((word) => row.search.includes(word))
  ))
  const kept = made
  rows.replaceChildren()
  made = 0
  grow(write ? STEP : Math.max(kept, STEP))
  matches.textContent = found.length === all.length ? `${all.length} questions` : `${found.length} of ${all.length} questions`
  const filtered = Object.entries(asked).filter(([, value]) => value)
  try {
    if (filtered.length) sessionStorage.setItem('order', JSON.stringify(found.map((row) => row[ID])))
    else sessionStorage.removeItem('order')
  } catch { /* storage is off: previous and next follow the bank */ }
  if (write) history.replaceState(null, '', filtered.length ? `?${new URLSearchParams(filtered)}` : '/')
}

function element (name, kind, text) {
  const made = document.createElement(name)
  if (kind) made.className = kind
  made.textContent = text
  return made
}

function rowOf (row) {
  const item = document.createElement('li')
  const link = element('a', 'name', row[TITLE])
  link.href = `/question/${encodeURIComponent(row[ID])}`
  link.dir = 'auto'
  const text = element('p', 'text', row[TEXT])
  text.dir = 'auto'
  const facts = element('p', 'aside', '')
  facts.lang = 'en'
  facts.append(element('span', 'id', row[ID]), element('span', 'kind', row[TYPE]))
  if (row[DIFFICULTY]) facts.append(element('span', 'difficulty', row[DIFFICULTY]))
  if (row[WORST]) facts.append(element('span', `severity is-${row[WORST]}`, row[FINDINGS].length > 1 ? `${row[WORST]} +${row[FINDINGS].length - 1}` : row[WORST]))
  item.append(link, text, facts)
  return item
}

function grow (count = STEP) {
  const next = found.slice(made, made + count)
  rows.append(...next.map(rowOf))
  made += next.length
  more.hidden = made >= found.length
}

let soon = 0
filters.addEventListener('input', (event) => {
  clearTimeout(soon)
  soon = setTimeout(apply, event.target.type === 'search' ? 80 : 0)
})
filters.addEventListener('submit', (event) => event.preventDefault())
filters.addEventListener('reset', () => setTimeout(apply))
more.addEventListener('click', () => grow())
new IntersectionObserver((seen) => { if (seen.some((each) => each.isIntersecting)) grow() }, { rootMargin: '800px' }).observe(more)
document.addEventListener('preview:refreshed', (event) => { if (event.detail !== number) load() })

for (const [name, value] of new URLSearchParams(location.search)) {
  const field = filters.elements[name]
  if (!field) continue
  if (field.tagName === 'SELECT') field.dataset.wanted = value
  else field.value = value
}
load()
if (location.hash === '#text') filters.elements.text.focus()
