// A page of exercises: draws, order, numbers, one at a time, the score, and progress kept in this browser.
(function () {
  'use strict'

  const { Scoring, Exercises, Dice, Clock, Keeping } = globalThis
  const { all, word, amount } = globalThis.Elements
  const page = document.querySelector('.exercises')
  if (!page) return
  const drawing = page.querySelector('[data-draw]') !== null

  // --- progress ---

  const fresh = () => ({ seed: '', states: {}, finished: false, at: 0, begun: '', started: 0, late: false })
  let saved = { ...fresh(), hidden: false }
  let leaving = false

  // Whether each value of a record is of the kind that it has here; a record that does not fit is forgotten.
  const alike = (found) => Object.entries(saved).every(([name, own]) => {
    const other = found[name] === undefined ? own : found[name]
    return typeof other === typeof own && other !== null && (typeof own !== 'number' || Number.isSafeInteger(other))
  })
  const kept = Keeping.open(`exporter/${page.dataset.page}`, alike)

  // What was answered of an exercise as it stands here: nothing where its author has changed it since.
  const stateOf = (each) => {
    const state = saved.states[each.id]
    return state?.edition === each.dataset.edition ? state : undefined
  }

  function load () {
    saved = { ...saved, ...kept.news() }
    // Where nothing of what was answered is asked here, its clock and its end are of another page that had this name.
    if (Object.keys(saved.states).length && !all(page, '.exercise[data-key]').some(stateOf)) saved = { ...saved, ...fresh() }
    saved.seed ||= newSeed()
  }

  function save () {
    if (!leaving) kept.write(saved)
  }

  // Takes over what another tab with this page has done since, so that neither undoes the other's answers; `own` is the
  // exercise that is being answered here.
  function catchUp (own = null) {
    const [before, found] = [saved, leaving ? null : kept.news()]
    if (!found) return
    saved = { ...saved, ...found, at: before.at, hidden: before.hidden }
    leaving = saved.seed !== before.seed || saved.begun !== before.begun || (before.finished && !saved.finished)
    if (leaving) { location.reload(); return } // begun, or begun anew: other questions, another clock
    for (const each of all(page, '.exercise[data-key]')) {
      const [was, is] = [before, saved].map((record) => JSON.stringify(record.states[each.id]))
      if (each !== own && was !== is) bringBack(each)
    }
    if (saved.finished && saved.begun === 'timed') { stop(); close() }
    if (saved.finished) finish(false)
    count()
  }

  function bringBack (each) {
    const state = stateOf(each)
    Exercises.reset(each)
    if (state && !Exercises.restore(each, state)) delete saved.states[each.id]
  }

  const newSeed = () => {
    const words = new Uint32Array(2)
    crypto.getRandomValues(words)
    return words.join('.')
  }

  // --- which exercises, in which order ---

  const written = new Map(all(page, '.part').map((part) => [part, [...part.querySelector('.groups').children]]))
  const exercises = () => all(page, '.exercise').filter((each) => !each.closest('[hidden].group') && !each.hidden)
  const asked = () => exercises().filter((each) => each.dataset.key)

  function arrange () {
    const taken = new Set(all(page, '.part:not([data-draw]) .exercise').map((each) => each.dataset.id))
    for (const [part, groups] of written) {
      part.querySelector('.groups').append(...groups)
      const throwDice = Dice.dice(`${saved.seed}/${part.dataset.part}`)
      if (part.dataset.draw) draw(part, groups, Number(part.dataset.draw), throwDice, taken)
      if (part.dataset.shuffle !== undefined) part.querySelector('.groups').append(...Dice.shuffled(groups, throwDice))
    }
  }

  function draw (part, groups, count, throwDice, taken) {
    const pool = all(part, '.exercise').filter((each) => !taken.has(each.dataset.id))
    const chosen = new Set(Dice.shuffled(pool, throwDice).slice(0, count))
    for (const each of all(part, '.exercise')) each.hidden = !chosen.has(each)
    for (const each of chosen) taken.add(each.dataset.id)
    for (const group of groups) group.hidden = all(group, '.exercise').every((each) => each.hidden)
  }

  function number () {
    if (page.dataset.numbered === undefined) return
    asked().forEach((each, at) => { each.querySelector('.exercise-heading').textContent = word('question', { number: at + 1 }) })
  }

  // --- one at a time ---

  const steps = () => asked().length ? asked() : exercises()
  const one = page.dataset.one !== undefined

  function turn (at, focus = true) {
    const places = steps()
    saved.at = Math.max(0, Math.min(places.length - 1, at))
    const now = places[saved.at]
    const before = saved.at ? places[saved.at - 1] : null
    for (const each of exercises()) each.classList.toggle('away', each !== now && !between(each, before, now))
    for (const group of all(page, '.group')) group.classList.toggle('away', all(group, '.exercise:not(.away)').every((each) => each.hidden))
    for (const part of all(page, '.part')) part.classList.toggle('away', all(part, '.group:not(.away)').every((each) => each.hidden))
    const bar = page.querySelector('.turning')
    bar.querySelector('.previous').disabled = saved.at === 0
    bar.querySelector('.next').disabled = saved.at === places.length - 1
    bar.querySelector('.position').textContent = word('position', { number: saved.at + 1, count: places.length })
    if (focus) now?.querySelector('.exercise-heading')?.focus()
    save()
  }

  // Text between two questions stands with the later one.
  function between (each, before, now) {
    if (each.dataset.key) return false
    const after = before === null || before.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING
    return after && (now.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_PRECEDING) !== 0
  }

  // --- the score ---

  const points = (each) => Scoring.exact(Exercises.keyOf(each).points)
  const earned = (each) => Scoring.times(Scoring.exact(each.dataset.earned ?? '0'), points(each))
  const answered = (each) => Exercises.stateOf(each).checked || Exercises.stateOf(each).done
  let total = null

  function count () {
    const places = asked()
    total ??= Scoring.sum(places.map(points))
    const reached = Scoring.sum(places.filter((each) => each.dataset.earned).map(earned))
    const done = places.filter(answered).length
    for (const bar of all(page, '.tally')) {
      bar.querySelector('.tally-done').textContent = word('answered', { done, count: places.length })
      bar.querySelector('.tally-score').textContent = word('score', { earned: amount(reached), total: amount(total) })
      bar.querySelector('progress').max = places.length || 1
      bar.querySelector('progress').value = done
    }
    // To begin anew forgets every answer: it is offered before the first one, and once the page is finished.
    const asks = saved.finished || !all(page, '.exercise[data-key]').some(stateOf)
    for (const each of all(page, '.again')) each.hidden = !asks
    page.dataset.score = Scoring.text(reached)
    page.dataset.total = Scoring.text(total)
    return { reached, places }
  }

  // --- the time ---

  const limit = Number(page.dataset.limit ?? 0) * 1000
  let stop = () => {}

  // How long there is: never more than the limit, however the clock of the machine was set meanwhile.
  const left = () => Math.min(limit, saved.started + limit - Date.now())

  function wait () {
    page.classList.add('waiting')
    page.querySelector('.start').hidden = false
  }

  function begin (how) {
    saved.begun = how
    saved.started = Date.now()
    save()
    go()
    if (one) turn(0)
    else (how === 'timed' ? page.querySelector('.clock-face') : steps()[0]?.querySelector('.exercise-heading'))?.focus()
  }

  function go () {
    page.classList.remove('waiting')
    page.querySelector('.start').hidden = true
    if (saved.begun !== 'timed') return
    if (saved.finished) { close(); return }
    const hid = (whether) => { saved.hidden = whether; save() }
    stop = Clock.run(page.querySelector('.clock'), { left, hidden: saved.hidden, hid, over: () => finish(true) })
  }

  function close () {
    page.dataset.closed = 'true'
    asked().forEach(Exercises.refresh)
  }

  // An attempt against the clock is handed in: no more is answered.
  function handIn () {
    stop()
    close()
    saved.late = left() <= 0
  }

  // Shows the score. Whoever finishes means every answer to count, checked or not; what is edited later is checked anew.
  function finish (focus = true) {
    if (focus) asked().forEach(Exercises.settle)
    if (saved.begun === 'timed' && page.dataset.closed === undefined) handIn()
    saved.finished = true
    page.dataset.finished = 'true'
    save()
    for (const each of asked()) if (answered(each)) Exercises.explain(each)
    const { places } = count()
    const list = page.querySelector('.results')
    list.replaceChildren(...places.map(result))
    const panel = page.querySelector('.end')
    const up = saved.late ? word('time-up') : ''
    if (panel.querySelector('.time-up').textContent !== up) panel.querySelector('.time-up').textContent = up
    panel.classList.add('over')
    if (focus) panel.querySelector('h2').focus()
  }

  function result (each, at) {
    const item = document.createElement('li')
    const link = document.createElement('a')
    link.href = `#${each.id}`
    link.dataset.step = String(at)
    link.textContent = each.querySelector('.exercise-heading').textContent
    const state = answered(each) ? word('earned', { earned: amount(earned(each)), total: amount(points(each)) }) : word('not-answered')
    const said = document.createElement('span')
    said.textContent = state
    item.append(link, ' ', said)
    return item
  }

  function again () {
    saved = { ...saved, ...fresh(), seed: newSeed() }
    stop()
    total = null
    delete page.dataset.finished
    delete page.dataset.closed
    page.querySelector('.end')?.classList.remove('over')
    page.querySelector('.results')?.replaceChildren()
    page.querySelector('.time-up')?.replaceChildren()
    for (const each of all(page, '.exercise[data-key]')) Exercises.reset(each)
    arrange()
    number()
    count()
    save()
    if (limit) wait()
    if (one) turn(0, !limit)
    if (limit || !one) document.querySelector('h1')?.focus()
  }

  // --- begin ---

  load()
  arrange()
  number()
  Exercises.start(page, saved.seed)
  for (const each of all(page, '.exercise[data-key]')) if (stateOf(each)) bringBack(each)
  kept.listen(catchUp)
  page.addEventListener('exercise-change', (event) => {
    catchUp(event.target)
    saved.states[event.target.id] = { ...event.detail, edition: event.target.dataset.edition }
    save()
    count()
    if (saved.finished) finish(false)
  })
  page.addEventListener('click', (event) => {
    const target = event.target instanceof Element ? event.target.closest('button, a[href^="#question-"]') : null
    if (!target) return
    catchUp()
    if (target.matches('.next')) turn(saved.at + 1)
    else if (target.matches('.previous')) turn(saved.at - 1)
    else if (target.matches('.finish')) finish()
    else if (target.matches('.begin')) begin('timed')
    else if (target.matches('.begin-untimed')) begin('untimed')
    else if (target.matches('.again')) again()
    else if (one && target.hash) {
      const at = target.dataset.step ? Number(target.dataset.step) : steps().findIndex((each) => `#${each.id}` === target.hash)
      if (at >= 0) { event.preventDefault(); turn(at) }
    }
  })
  if (limit) saved.begun ? go() : wait()
  if (saved.finished) finish(false)
  count()
  save()
  if (one && steps().length) turn(saved.at, false)
  if (drawing) for (const each of all(page, '.again')) each.textContent = word('draw-again')
  for (const each of all(document, '.kept')) each.textContent = word(kept.keeps() ? 'kept' : 'not-kept')
  document.documentElement.classList.add('ready')
})()
