// Exercises on a page: reads what is answered, checks it with `Scoring`, and says what is due.
//
// `Exercises.start(root, seed)` wakes every `.exercise` below `root`. An exercise tells what happened to it by the event
// `exercise-change`, whose detail is its state; `Exercises.restore(element, state)` brings a state back.
(function (root) {
  'use strict'

  const { Scoring } = root
  const states = new WeakMap()
  const NEW = { given: null, tries: 0, hints: 0, earned: '0', done: false, checked: false }

  // --- words, keys, media ---

  const data = (id) => JSON.parse(document.getElementById(id)?.textContent || '{}')
  let known = null
  let files = null
  const word = (name, values = {}) => {
    known ??= data('exercise-words')
    return (known[name] ?? name).replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all)
  }

  function unveil (veiled) {
    const bytes = Uint8Array.from(atob(veiled), (sign, at) => sign.charCodeAt(0) ^ ((at % 256) * 167 + 89) % 256)
    return JSON.parse(new TextDecoder().decode(bytes))
  }

  function html (said) {
    files ??= data('exercise-media')
    return said.replace(/(src|href)="bank:([^"]*)"/g, (all, name, path) => `${name}="${files[path] ?? ''}"`)
  }

  function make (tag, name, content = '') {
    const element = document.createElement(tag)
    if (name) element.className = name
    if (typeof content === 'string') element.textContent = content
    else element.append(...content)
    return element
  }

  function told (tag, name, said) {
    const element = document.createElement(tag)
    element.className = name
    element.innerHTML = html(said)
    return element
  }

  // A score or its part of the points as it is read: two places at most.
  function amount (value) {
    const cents = Scoring.times(value, Scoring.frac(100))
    const rounded = (cents.n * 2n + cents.d) / (cents.d * 2n)
    const [whole, rest] = [rounded / 100n, String(rounded % 100n).padStart(2, '0').replace(/0+$/, '')]
    return rest ? `${whole}${word('decimal')}${rest}` : String(whole)
  }

  // The same order for the same seed: xorshift over a hash of the seed.
  function dice (seed) {
    let state = 2166136261
    for (const sign of seed) state = Math.imul(state ^ sign.codePointAt(0), 16777619)
    state = (state >>> 0) || 1
    return (below) => {
      state ^= state << 13
      state ^= state >>> 17
      state ^= state << 5
      return (state >>> 0) % below
    }
  }

  function shuffled (values, throwDice) {
    const mixed = [...values]
    for (let at = mixed.length - 1; at > 0; at -= 1) {
      const other = throwDice(at + 1)
      ;[mixed[at], mixed[other]] = [mixed[other], mixed[at]]
    }
    return mixed
  }

  // --- one exercise: its parts and its state ---

  const find = (element, selector) => element.querySelector(selector)
  const all = (element, selector) => [...element.querySelectorAll(selector)]
  const stateOf = (element) => states.get(element) ?? { ...NEW }

  const keys = new WeakMap()
  function keyOf (element) {
    if (!keys.has(element)) keys.set(element, unveil(element.dataset.key))
    return keys.get(element)
  }

  function change (element, values) {
    const state = { ...stateOf(element), ...values }
    states.set(element, state)
    element.dataset.earned = state.earned
    element.dataset.done = String(state.done)
    element.dispatchEvent(new CustomEvent('exercise-change', { bubbles: true, detail: state }))
    return state
  }

  // --- reading and writing answers, in places of the page ---

  const whole = (value) => value === '' ? null : Number(value)
  const fields = {
    single: {
      read: (element) => whole(find(element, '.choices input:checked')?.value ?? ''),
      write: (element, given) => all(element, '.choices input').forEach((each) => { each.checked = Number(each.value) === given }),
      empty: (given) => given === null
    },
    several: {
      read: (element) => all(element, '.choices input:checked').map((each) => Number(each.value)).sort((a, b) => a - b),
      write: (element, given) => all(element, '.choices input').forEach((each) => { each.checked = given.includes(Number(each.value)) }),
      empty: () => false
    },
    line: {
      read: (element) => find(element, '.line input').value,
      write: (element, given) => { find(element, '.line input').value = given },
      empty: (given) => !given.trim()
    },
    gaps: {
      read: (element) => all(element, '.gap').map((gap) => {
        const menu = find(gap, 'select')
        return menu ? whole(menu.value) : find(gap, 'input').value
      }),
      write: (element, given) => all(element, '.gap').forEach((gap, at) => { find(gap, 'select, input').value = given[at] ?? '' }),
      empty: (given) => given.every((each) => each === null || each === '')
    },
    rows: {
      read: (element) => all(element, '.row[data-row] select').map((menu) => whole(menu.value)),
      write: (element, given) => all(element, '.row[data-row] select').forEach((menu, at) => { menu.value = given[at] ?? '' }),
      empty: (given) => given.every((each) => each === null)
    },
    items: {
      read: (element) => all(element, '.item').map((item) => Number(item.dataset.item)),
      write: (element, given) => {
        const list = find(element, '.item-list')
        given.forEach((place) => list.append(find(list, `[data-item="${place}"]`)))
        edges(element)
      },
      empty: () => false
    },
    point: {
      read: (element) => { const { x, y } = find(element, '.picture').dataset; return x === undefined ? null : [x, y] },
      write: (element, given) => { if (given) mark(element, Number(given[0]), Number(given[1])) },
      empty: (given) => given === null
    },
    text: {
      read: (element) => [find(element, 'textarea')?.value ?? '', find(element, '.self-marks input').value],
      write: (element, given) => {
        const area = find(element, 'textarea')
        if (area) area.value = given[0]
        find(element, '.self-marks input').value = given[1]
      },
      empty: () => false
    }
  }
  const OF = {
    'multiple-choice': fields.single, 'true-false': fields.single, 'multiple-response': fields.several,
    'short-answer': fields.line, numerical: fields.line, cloze: fields.gaps, matching: fields.rows,
    categorize: fields.rows, ordering: fields.items, hotspot: fields.point, essay: fields.text, 'file-upload': fields.text
  }
  const fieldOf = (element) => OF[element.dataset.type]

  // What was given, in places of the source: what `Scoring.score` takes.
  function response (key, given) {
    if (key.type === 'ordering') return given.map((place) => key.items[place])
    if (key.type !== 'matching' && key.type !== 'categorize') return given
    const found = key.right.map(() => null)
    given.forEach((option, row) => { found[key.rows[row]] = option === null ? null : key.options[option] })
    return found
  }

  // --- ordering and pointing ---

  function edges (element) {
    const items = all(element, '.item')
    items.forEach((item, at) => {
      find(item, '.up').disabled = at === 0
      find(item, '.down').disabled = at === items.length - 1
    })
  }

  function move (button) {
    const [element, item] = [button.closest('.exercise'), button.closest('.item')]
    const up = button.classList.contains('up')
    const other = up ? item.previousElementSibling : item.nextElementSibling
    if (!other) return
    if (up) other.before(item)
    else other.after(item)
    edges(element)
    const items = all(element, '.item')
    const values = { item: find(item, '.item-text').textContent.trim(), place: items.indexOf(item) + 1, count: items.length }
    find(element, '.said').textContent = word('moved', values)
    ;(button.disabled ? find(item, up ? '.down' : '.up') : button).focus()
    edited(element)
  }

  function mark (element, x, y) {
    const picture = find(element, '.picture')
    const [width, height] = [Number(picture.dataset.width), Number(picture.dataset.height)]
    const [across, down] = [Math.max(0, Math.min(width, x)), Math.max(0, Math.min(height, y))]
    picture.dataset.x = String(Math.round(across * 100) / 100)
    picture.dataset.y = String(Math.round(down * 100) / 100)
    const marker = find(picture, '.marker')
    marker.style.left = `${across / width * 100}%`
    marker.style.top = `${down / height * 100}%`
    marker.classList.add('placed')
    const values = { across: Math.round(across / width * 100), down: Math.round(down / height * 100) }
    find(element, '.said').textContent = word('marker-at', values)
  }

  function point (event) {
    const picture = event.target.closest('.picture')
    const element = picture.closest('.exercise')
    if (stateOf(element).done) return
    const [width, height] = [Number(picture.dataset.width), Number(picture.dataset.height)]
    const marker = event.target.closest('.marker')
    if (marker) {
      if (picture.dataset.x === undefined) mark(element, width / 2, height / 2)
    } else {
      const box = find(picture, 'img').getBoundingClientRect()
      mark(element, (event.clientX - box.left) / box.width * width, (event.clientY - box.top) / box.height * height)
      find(picture, '.marker').focus({ preventScroll: true })
    }
    edited(element)
  }

  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }
  function steer (event) {
    const picture = event.target.closest('.picture')
    const element = picture.closest('.exercise')
    const arrow = ARROWS[event.key]
    if (!arrow || stateOf(element).done) return
    event.preventDefault()
    const [width, height] = [Number(picture.dataset.width), Number(picture.dataset.height)]
    const step = event.shiftKey ? 1 : Math.max(1, Math.round(Math.max(width, height) / 50))
    const [x, y] = [Number(picture.dataset.x ?? width / 2), Number(picture.dataset.y ?? height / 2)]
    mark(element, x + arrow[0] * step, y + arrow[1] * step)
    edited(element)
  }

  // --- checking ---

  // Takes marks and feedback away once the answer is changed.
  function edited (element) {
    const state = stateOf(element)
    if (state.done && !isByHand(element)) return
    if (state.checked) {
      clear(element)
      find(element, '.check').textContent = word('check-again')
    }
    change(element, { given: fieldOf(element).read(element), checked: isByHand(element) && state.checked })
  }

  const isByHand = (element) => element.dataset.type === 'essay' || element.dataset.type === 'file-upload'

  function clear (element) {
    all(element, '.rationale, .gap-right, .row-right, .tick, .areas').forEach((each) => each.remove())
    all(element, '.is-right, .is-wrong, .is-missed').forEach((each) => each.classList.remove('is-right', 'is-wrong', 'is-missed'))
    find(element, '.feedback').replaceChildren()
    find(element, '.after').replaceChildren()
  }

  function say (element, message) {
    find(element, '.feedback').replaceChildren(make('p', 'notice', message))
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
    if (state.done) return
    if (fieldOf(element).empty(given)) { say(element, word('answer-first')); return }
    if (noNumber(key, given)) { say(element, word('not-a-number')); return }
    if (state.checked) { find(element, '.verdict')?.focus(); return }
    const score = Scoring.score(key, response(key, given))
    const off = Scoring.times(Scoring.exact(key.penalty ?? '0'), Scoring.frac(state.tries))
    const earned = [Scoring.kept(Scoring.minus(score, off)), Scoring.exact(state.earned)].sort(Scoring.compare)[1]
    const right = Scoring.compare(score, Scoring.ONE) === 0
    const values = { given, tries: state.tries + 1, earned: Scoring.text(earned), done: right, checked: true }
    show(element, change(element, values))
    if (right) find(element, '.verdict').focus()
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
    buttons(element)
  }

  const allowed = (element, state) => Math.min(keyOf(element).hints.length, state.tries + 1)

  function hintsUpTo (element, count) {
    const place = find(element, '.hints')
    const hints = keyOf(element).hints
    for (let at = place.children.length; at < count; at += 1) {
      const label = hints.length > 1 ? `${word('hint')} ${at + 1}` : word('hint')
      place.append(make('div', 'hint-text', [make('p', 'label', label), told('div', 'hint-body', hints[at])]))
    }
  }

  // --- showing what is due ---

  function show (element, state) {
    const key = keyOf(element)
    clear(element)
    if (state.checked) {
      if (isByHand(element)) showByHand(element, key, state)
      else showVerdict(element, key, state)
    }
    explain(element)
    buttons(element)
  }

  function buttons (element) {
    const state = stateOf(element)
    const [checkButton, hintButton, showButton] = ['.check', 'button.hint', '.show'].map((name) => find(element, name))
    const byHand = isByHand(element)
    checkButton.hidden = byHand ? state.checked : state.done
    if (!byHand && state.tries) checkButton.textContent = word('check-again')
    showButton.hidden = byHand || state.done || !state.tries
    if (hintButton) hintButton.hidden = state.done || state.hints >= allowed(element, state)
    const fieldset = find(element, 'fieldset.answer')
    if (fieldset) fieldset.disabled = state.done && !byHand
    const line = find(element, '.line input')
    if (line) line.readOnly = state.done
    if (element.dataset.type === 'ordering' && !state.done) edges(element)
  }

  function verdict (element, name, earned, key) {
    const points = Scoring.exact(key.points)
    const sign = { correct: '✓', partly: '◐', incorrect: '✗', hand: '✎' }[name]
    const label = { correct: 'correct', partly: 'partly-correct', incorrect: 'incorrect', hand: 'self-marked' }[name]
    const icon = make('span', 'sign', sign)
    icon.setAttribute('aria-hidden', 'true')
    const values = { earned: amount(Scoring.times(earned, points)), total: amount(points) }
    const line = make('p', `verdict ${name}`, [icon, make('strong', '', word(label)), make('span', 'earned', word('earned', values))])
    line.tabIndex = -1
    return line
  }

  function showVerdict (element, key, state) {
    const given = response(key, state.given)
    const score = Scoring.score(key, given)
    const name = Scoring.compare(score, Scoring.ONE) === 0 ? 'correct' : score.n === 0n ? 'incorrect' : 'partly'
    element.dataset.score = Scoring.text(score)
    const place = find(element, '.feedback')
    place.replaceChildren(verdict(element, name, Scoring.exact(state.earned), key))
    const own = reason(key, given)
    if (own) place.append(told('div', 'rationale own', own))
    if (key.said[name]) place.append(told('div', 'said-of-all', key.said[name]))
    marks(element, key, state, given)
  }

  // What is said of the accepted answer, or the area, that was met.
  function reason (key, given) {
    const place = key.type === 'short-answer' ? Scoring.typedAnswer(key.answers, given, key.case)
      : key.type === 'numerical' ? Scoring.numericAnswer(key.answers, given)
        : key.type === 'hotspot' ? Scoring.area(key.areas, given) : -1
    return (key.answers ?? key.areas ?? [])[place]?.feedback
  }

  function ticked (element, right, missed = false) {
    element.classList.add(right ? (missed ? 'is-missed' : 'is-right') : 'is-wrong')
    const tick = make('span', 'tick', word(right ? (missed ? 'marked-missed' : 'marked-right') : 'marked-wrong'))
    element.append(tick)
  }

  function marks (element, key, state, given) {
    switch (key.type) {
      case 'multiple-choice':
      case 'true-false':
      case 'multiple-response': markChoices(element, key, state, Array.isArray(given) ? given : [given]); break
      case 'short-answer':
      case 'numerical': if (state.done) rightAnswers(element, key.answers); break
      case 'cloze': markGaps(element, key, state, given); break
      case 'matching':
      case 'categorize': markRows(element, key, state, given); break
      case 'ordering': markItems(element, key, state, given); break
      case 'hotspot': if (state.done) drawAreas(element, key)
    }
  }

  const best = (parts) => parts.filter((each) => each.weight === undefined ? each.right : each.weight === '100')

  function markChoices (element, key, state, picks) {
    all(element, '.choice').forEach((choice) => {
      const place = Number(choice.dataset.place)
      const { right, weight, feedback } = key.choices[place]
      const gains = weight === undefined ? right : Number(weight) > 0
      const picked = picks.includes(place)
      if (picked) ticked(choice, gains)
      else if (state.done && gains) ticked(choice, true, true)
      if (feedback && (picked || state.done)) choice.append(told('div', 'rationale', feedback))
    })
  }

  function rightAnswers (element, answers) {
    const shown = best(answers).map((each) => told('span', 'right-answer', each.shown))
    if (!shown.length) return
    const line = make('p', 'solution', [make('span', 'label', word('right-answer'))])
    shown.forEach((each) => line.append(' ', each))
    find(element, '.feedback').append(line)
  }

  function markGaps (element, key, state, given) {
    const earned = Scoring.parts(key, given)
    all(element, '.gap').forEach((place, at) => {
      const full = Scoring.compare(earned[at], Scoring.ONE) === 0
      ticked(place, earned[at].n > 0n)
      if (full || !state.done) return
      const gap = key.gaps[at]
      const menu = find(place, 'select')
      const right = gap.kind === 'menu' ? menu.options[gap.options.findIndex((each) => each.right) + 1].textContent : null
      const shown = right === null ? best(gap.answers)[0]?.shown : null
      if (right !== null) place.append(make('span', 'gap-right', right))
      else if (shown) place.append(told('span', 'gap-right', shown))
    })
  }

  function markRows (element, key, state, given) {
    all(element, '.row[data-row]').forEach((row, at) => {
      const source = key.rows[at]
      const right = given[source] === key.right[source]
      ticked(find(row, '.row-pick'), right)
      if (right || !state.done) return
      const option = key.options.indexOf(key.right[source])
      find(row, '.row-pick').append(make('span', 'row-right', find(row, 'select').options[option + 1].textContent))
    })
  }

  function markItems (element, key, state, given) {
    all(element, '.item').forEach((item, at) => ticked(item, given[at] === at))
    if (!state.done || given.every((place, at) => place === at)) return
    const list = make('ol', 'right-order')
    key.right.forEach((place) => {
      const item = find(element, `.item[data-item="${key.items.indexOf(place)}"] .item-text`)
      list.append(told('li', '', item.innerHTML))
    })
    find(element, '.feedback').append(make('div', 'solution', [make('p', 'label', word('right-answer')), list]))
  }

  const SVG = 'http://www.w3.org/2000/svg'
  function drawAreas (element, key) {
    const picture = find(element, '.picture')
    const svg = document.createElementNS(SVG, 'svg')
    svg.setAttribute('class', 'areas')
    svg.setAttribute('viewBox', `0 0 ${picture.dataset.width} ${picture.dataset.height}`)
    svg.setAttribute('aria-hidden', 'true')
    best(key.areas).forEach((area) => {
      const n = area.numbers.map(Number)
      const [tag, values] = {
        rect: ['rect', { x: n[0], y: n[1], width: n[2] - n[0], height: n[3] - n[1] }],
        circle: ['circle', { cx: n[0], cy: n[1], r: n[2] }],
        poly: ['polygon', { points: n.join(' ') }]
      }[area.shape]
      const shape = document.createElementNS(SVG, tag)
      Object.entries(values).forEach(([name, value]) => shape.setAttribute(name, value))
      svg.append(shape)
    })
    picture.append(svg)
  }

  function showByHand (element, key, state) {
    find(element, '.self-marks').hidden = false
    const place = find(element, '.feedback')
    place.replaceChildren()
    if (state.done) place.append(verdict(element, 'hand', Scoring.exact(state.earned), key))
    part(element, find(element, '.after'), 'rubric', key.said.rubric)
    part(element, find(element, '.after'), 'model-answer', key.said.model)
  }

  function part (element, place, name, said) {
    if (!said) return
    const level = Math.min(6, Number(find(element, '.exercise-heading').tagName[1]) + 1)
    place.append(make('div', `part-of-after ${name}`, [make(`h${level}`, 'label', word(name)), told('div', 'body', said)]))
  }

  // Whether the explanation may be read by now: as the quiz says, else once the question is done.
  function explained (element, state) {
    const page = element.closest('[data-explanations]')
    const over = page?.dataset.finished === 'true'
    switch (page?.dataset.explanations ?? 'after-each') {
      case 'never': return false
      case 'after-attempt': return over
      case 'after-due': return over && !(Date.parse(page.dataset.due) > Date.now())
      default: return state.done || (isByHand(element) && state.checked)
    }
  }

  // Puts explanation, references and facts in their place where they are due.
  function explain (element) {
    const state = stateOf(element)
    const place = find(element, '.after')
    all(place, '.explanation, .references, .facts').forEach((each) => each.remove())
    if (!explained(element, state)) return
    const key = keyOf(element)
    part(element, place, 'explanation', key.said.explanation)
    part(element, place, 'references', key.said.references)
    if (!key.facts.length) return
    const list = make('dl', 'facts')
    key.facts.forEach(([label, value]) => list.append(make('div', '', [make('dt', '', label), make('dd', '', value)])))
    place.append(list)
  }

  // --- life ---

  function start (place = document, seed = String(Math.random())) {
    for (const element of all(place, '.exercise[data-key]')) {
      if (states.has(element)) continue
      states.set(element, { ...NEW })
      const list = find(element, '[data-shuffle] .choice-list')
      if (list && element.closest('[data-choices]')?.dataset.choices !== 'as-written') mix(list, dice(`${seed}/${element.dataset.id}`))
      if (element.dataset.type === 'ordering') edges(element)
    }
    listen()
  }

  function mix (list, throwDice) {
    const choices = [...list.children]
    const free = shuffled(choices.filter((each) => each.dataset.pin === undefined), throwDice)
    list.append(...choices.map((each) => each.dataset.pin === undefined ? free.shift() : each))
  }

  function restore (element, state) {
    states.set(element, { ...NEW, ...state })
    if (state.given !== null) fieldOf(element).write(element, state.given)
    if (state.hints) hintsUpTo(element, state.hints)
    element.dataset.earned = state.earned
    element.dataset.done = String(state.done)
    show(element, stateOf(element))
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
    states.set(element, { ...NEW })
    delete element.dataset.earned
    delete element.dataset.done
    if (element.dataset.type === 'ordering') {
      fields.items.write(element, all(element, '.item').map((item, at) => at))
    }
    const button = find(element, '.check')
    if (!isByHand(element)) button.textContent = word('check')
    show(element, stateOf(element))
  }

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
      const button = inside(event, '.exercise button.hint, .exercise button.show, .exercise button.move')
      if (button) {
        const act = button.classList.contains('move') ? () => move(button)
          : button.classList.contains('hint') ? () => hint(button.closest('.exercise')) : () => giveUp(button.closest('.exercise'))
        act()
      } else if (inside(event, '.exercise .picture')) point(event)
    })
    document.addEventListener('keydown', (event) => { if (inside(event, '.exercise .marker')) steer(event) })
    document.addEventListener('input', (event) => {
      if (!inside(event, '.exercise-form')) return
      const element = event.target.closest('.exercise')
      if (inside(event, '.self-marks')) selfMark(element)
      else edited(element)
    })
  }

  root.Exercises = { start, restore, reset, explain, stateOf, keyOf, amount, word, dice, shuffled }
})(globalThis)
