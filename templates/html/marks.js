// What was right: marked at each part of an answer, and the right answer where the exercise is over.
(function (root) {
  'use strict'

  const { Scoring } = root
  const { find, all, make, told, word } = root.Elements

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

  root.Marks = { marks }
})(globalThis)
