// What exercises are made of on a page: its elements, its words, its media.
(function (root) {
  'use strict'

  const { Scoring } = root

  const find = (element, selector) => element.querySelector(selector)
  const all = (element, selector) => [...element.querySelectorAll(selector)]

  const data = (id) => JSON.parse(document.getElementById(id)?.textContent || '{}')
  let known = null
  let files = null
  const word = (name, values = {}) => {
    known ??= data('exercise-words')
    return (known[name] ?? name).replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all)
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

  root.Elements = { find, all, make, told, word, amount }
})(globalThis)
