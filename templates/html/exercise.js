// Exercises on a page: checks what is answered with `Scoring`, and says what is due.
//
// `Exercises.start(root, seed)` wakes every `.exercise` below `root`. An exercise tells what happened to it by the event
// `exercise-change`, whose detail is its state; `Exercises.restore(element, state)` brings a state back.
(function (root) {
  'use strict'

  const { Scoring, Ordering, Pointing } = root
  const { find, all, word } = root.Elements
  const { dice, shuffled } = root.Dice
  const { stateOf, isAwake, set, fits, change, keyOf, isByHand, isClosed } = root.State
  const { fieldOf, response } = root.Answers
  const { show, clear, say, buttons, explain, allowed, hintsUpTo } = root.Feedback

  // --- checking ---

  // Takes marks and feedback away once the answer is changed.
  function edited (element) {
    if (isClosed(element) && !isByHand(element)) return
    const state = stateOf(element)
    if (state.checked) {
      clear(element)
      find(element, '.check').textContent = word('check-again')
    }
    change(element, { given: fieldOf(element).read(element), checked: isByHand(element) && state.checked })
  }

  function noNumber (key, given) {
    const bad = (typed) => typeof typed === 'string' && typed.trim() !== '' && Scoring.number(typed) === null
    if (key.type === 'numerical') return bad(given)
    return key.type === 'cloze' && key.gaps.some((gap, at) => gap.kind === 'numeric' && bad(given[at]))
  }

  function check (element) {
    const [key, state] = [keyOf(element), stateOf(element)]
    const given = fieldOf(element).read(element)
    if (isByHand(element)) {
      show(element, change(element, { given, checked: true, tries: 1 }))
      find(element, '.self-marks input').focus()
      return
    }
    if (isClosed(element)) return
    if (fieldOf(element).empty(given)) { say(element, word('answer-first')); return }
    if (noNumber(key, given)) { say(element, word('not-a-number')); return }
    if (state.checked) { find(element, '.verdict')?.focus(); return }
    if (judge(element, given)) find(element, '.verdict').focus()
  }

  // Scores an answer as one more try; returns whether all of it is right.
  function judge (element, given) {
    const [key, state] = [keyOf(element), stateOf(element)]
    const score = Scoring.score(key, response(key, given))
    const off = Scoring.times(Scoring.exact(key.penalty ?? '0'), Scoring.frac(state.tries))
    const earned = [Scoring.kept(Scoring.minus(score, off)), Scoring.exact(state.earned)].sort(Scoring.compare)[1]
    const right = Scoring.compare(score, Scoring.ONE) === 0
    const values = { given, tries: state.tries + 1, earned: Scoring.text(earned), done: right, checked: true }
    show(element, change(element, values))
    return right
  }

  // Scores what stands there and was not checked, for when no more can be answered; what nobody touched stays unanswered.
  function settle (element) {
    const [key, state] = [keyOf(element), stateOf(element)]
    if (isClosed(element) || state.checked || state.given === null) return
    if (isByHand(element)) {
      if (state.given[0].trim()) show(element, change(element, { checked: true, tries: 1 })) // to be marked by what is shown
    } else if (!fieldOf(element).empty(state.given) && !noNumber(key, state.given)) judge(element, state.given)
  }

  function giveUp (element) {
    const given = fieldOf(element).read(element)
    show(element, change(element, { given, done: true, checked: true }))
    find(element, '.verdict').focus()
  }

  function selfMark (element) {
    const typed = Scoring.number(find(element, '.self-marks input').value.replace(',', '.'))
    const points = Scoring.exact(keyOf(element).points)
    const given = fieldOf(element).read(element)
    if (typed === null || points.n === 0n) { change(element, { given }); return }
    const earned = Scoring.kept(Scoring.over(typed, points))
    show(element, change(element, { given, earned: Scoring.text(earned), done: true, checked: true }))
  }

  function hint (element) {
    const state = stateOf(element)
    if (state.hints < allowed(element, state)) {
      const next = change(element, { hints: state.hints + 1 })
      hintsUpTo(element, next.hints)
    }
    const held = document.activeElement === find(element, 'button.hint')
    buttons(element)
    if (held && find(element, 'button.hint').hidden) find(element, '.check').focus() // a hidden button lets the focus go
  }

  // --- life ---

  function start (place = document, seed = String(Math.random())) {
    for (const element of all(place, '.exercise[data-key]')) {
      if (isAwake(element)) continue
      set(element)
      const list = find(element, '[data-shuffle] .choice-list')
      if (list && element.closest('[data-choices]')?.dataset.choices !== 'as-written') mix(list, dice(`${seed}/${element.dataset.id}`))
      if (element.dataset.type === 'ordering') Ordering.edges(element)
    }
    listen()
  }

  function mix (list, throwDice) {
    const choices = [...list.children]
    const free = shuffled(choices.filter((each) => each.dataset.pin === undefined), throwDice)
    list.append(...choices.map((each) => each.dataset.pin === undefined ? free.shift() : each))
  }

  // Brings a state back; returns whether it fits the exercise, which else is as it was before any answer.
  function restore (element, state) {
    try {
      if (!fits(state)) throw new TypeError('no state')
      set(element, state)
      if (state.given !== null) fieldOf(element).write(element, state.given)
      if (state.hints) hintsUpTo(element, state.hints)
      element.dataset.earned = state.earned
      element.dataset.done = String(state.done)
      show(element, stateOf(element))
    } catch {
      reset(element)
      return false
    }
    return true
  }

  function reset (element) {
    find(element, '.hints')?.replaceChildren()
    find(element, 'form')?.reset()
    const picture = find(element, '.picture')
    if (picture) {
      delete picture.dataset.x
      delete picture.dataset.y
      find(picture, '.marker').classList.remove('placed')
    }
    const marksField = find(element, '.self-marks')
    if (marksField) marksField.hidden = true
    find(element, '.said')?.replaceChildren()
    set(element)
    delete element.dataset.earned
    delete element.dataset.done
    if (element.dataset.type === 'ordering') {
      fieldOf(element).write(element, all(element, '.item').map((item, at) => at))
    }
    const button = find(element, '.check')
    if (!isByHand(element)) button.textContent = word('check')
    show(element, stateOf(element))
  }

  // Shows each anew, for when what may be done with it has changed.
  const refresh = (element) => show(element, stateOf(element))

  let listening = false
  function listen () {
    if (listening) return
    listening = true
    const inside = (event, selector) => event.target instanceof Element && event.target.closest(selector)
    document.addEventListener('submit', (event) => {
      if (!inside(event, '.exercise-form')) return
      event.preventDefault()
      check(event.target.closest('.exercise'))
    })
    document.addEventListener('click', (event) => {
      const element = inside(event, '.exercise')
      const button = inside(event, '.exercise button')
      if (button && button.matches('.move')) { if (Ordering.move(button)) edited(element) }
      else if (button && button.matches('.hint')) hint(element)
      else if (button && button.matches('.show')) giveUp(element)
      else if (inside(event, '.exercise .picture') && !isClosed(element)) { Pointing.point(event); edited(element) }
    })
    document.addEventListener('pointerdown', (event) => {
      const element = inside(event, '.exercise')
      if (inside(event, '.exercise .item') && !isClosed(element)) Ordering.grab(event, edited)
    })
    document.addEventListener('keydown', (event) => {
      const element = inside(event, '.exercise')
      if (element && inside(event, '.marker') && !isClosed(element) && Pointing.steer(event)) edited(element)
    })
    document.addEventListener('input', (event) => {
      if (!inside(event, '.exercise-form')) return
      const element = event.target.closest('.exercise')
      if (inside(event, '.self-marks')) selfMark(element)
      else edited(element)
    })
  }

  root.Exercises = { start, restore, reset, settle, refresh, explain, stateOf, keyOf }
})(globalThis)
