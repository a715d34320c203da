// What is due on the screen: verdict, feedback, hints, explanation, and the buttons that are of use.
(function (root) {
  'use strict'

  const { Scoring, Ordering } = root
  const { find, all, make, told, word, amount } = root.Elements
  const { stateOf, keyOf, isByHand, isClosed } = root.State
  const { response } = root.Answers
  const { marks } = root.Marks

  function clear (element) {
    all(element, '.rationale, .gap-right, .row-right, .tick, .areas').forEach((each) => each.remove())
    all(element, '.is-right, .is-wrong, .is-missed').forEach((each) => each.classList.remove('is-right', 'is-wrong', 'is-missed'))
    find(element, '.feedback').replaceChildren()
    find(element, '.after').replaceChildren()
  }

  function say (element, message) {
    find(element, '.feedback').replaceChildren(make('p', 'notice', message))
  }

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
    const [byHand, closed] = [isByHand(element), isClosed(element)]
    checkButton.hidden = byHand ? state.checked : closed
    if (!byHand && state.tries) checkButton.textContent = word('check-again')
    showButton.hidden = byHand || state.done || !(state.tries || closed)
    if (hintButton) hintButton.hidden = closed || state.hints >= allowed(element, state)
    const fieldset = find(element, 'fieldset.answer')
    // Of a cloze the fields alone: its text may hold a table to be scrolled, which a disabled fieldset would take with it.
    if (element.dataset.type === 'cloze') all(fieldset, 'input, select').forEach((each) => { each.disabled = closed })
    else if (fieldset) fieldset.disabled = closed && !byHand
    const line = find(element, '.line input')
    if (line) line.readOnly = closed
    const area = find(element, 'textarea')
    if (area) area.readOnly = element.closest('[data-closed]') !== null
    if (element.dataset.type === 'ordering' && !closed) Ordering.edges(element)
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

  const allowed = (element, state) => Math.min(keyOf(element).hints.length, state.tries + 1)

  function hintsUpTo (element, count) {
    const place = find(element, '.hints')
    const hints = keyOf(element).hints
    for (let at = place.children.length; at < count; at += 1) {
      const label = hints.length > 1 ? `${word('hint')} ${at + 1}` : word('hint')
      place.append(make('div', 'hint-text', [make('p', 'label', label), told('div', 'hint-body', hints[at])]))
    }
  }

  root.Feedback = { show, clear, say, buttons, explain, allowed, hintsUpTo }
})(globalThis)
