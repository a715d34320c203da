// What scrolls by itself, such as a wide table on a phone, can be reached and scrolled with the keyboard.
(function () {
  'use strict'

  const WIDE = 'table, pre, math[display="block"]'

  const TRIES = 12 // blanks and small signs in a formula shrink less than the rest of it
  const isWide = (element) => element.scrollWidth > element.clientWidth

  function fit (element) {
    if (isWide(element)) {
      if (element.hasAttribute('tabindex')) return
      element.setAttribute('tabindex', '0')
      element.dataset.scrolls = ''
    } else if (element.dataset.scrolls !== undefined) {
      element.removeAttribute('tabindex')
      delete element.dataset.scrolls
    }
  }

  const sizes = new ResizeObserver((entries) => entries.forEach((entry) => fit(entry.target)))

  // A formula within a line cannot be broken: one that is wider than its text gets a line of its own, and scrolls there.
  const INLINE = 'math:not([display="block"])'

  function around (formula) {
    let block = formula.parentElement
    while (getComputedStyle(block).display.startsWith('inline')) block = block.parentElement
    return block
  }

  function room (block) {
    const style = getComputedStyle(block)
    return block.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)
  }

  function part (block) {
    const width = room(block)
    if (width <= 0) return // not shown yet
    for (const formula of block.querySelectorAll(INLINE)) {
      if (around(formula) !== block) continue
      const apart = formula.dataset.apart !== undefined
      const wide = (apart ? formula.scrollWidth : formula.getBoundingClientRect().width) > width + 1
      if (wide === apart) continue
      formula.toggleAttribute('data-apart', wide)
      if (wide) sizes.observe(formula)
    }
  }

  const texts = new ResizeObserver((entries) => entries.forEach((entry) => part(entry.target)))

  function heed (place) {
    // At once, and whenever the size changes: the observer waits for a frame, which a busy machine may not draw for long.
    for (const each of [...(place.matches(WIDE) ? [place] : []), ...place.querySelectorAll(WIDE)]) {
      fit(each)
      sizes.observe(each)
    }
    place.querySelectorAll(INLINE).forEach((each) => texts.observe(around(each)))
  }

  // On paper nothing scrolls: words in a table wider than the page are broken, and a formula, which is not, is made smaller.
  function smaller (formula, fits) {
    formula.style.fontSize = `${0.98 * fits * parseFloat(getComputedStyle(formula).fontSize)}px`
  }

  function fitPaper ({ matches: printed }) {
    document.querySelectorAll('math').forEach((each) => each.style.removeProperty('font-size'))
    for (const table of document.querySelectorAll('table')) {
      delete table.dataset.broken
      if (!printed || !isWide(table)) continue
      table.dataset.broken = ''
      for (let tries = 0; tries < TRIES && table.offsetWidth > room(table.parentElement); tries += 1) {
        table.querySelectorAll('math').forEach((each) => smaller(each, room(table.parentElement) / table.offsetWidth))
      }
    }
    new Set([...document.querySelectorAll(INLINE)].map(around)).forEach(part) // on the screen they may have been hidden
    for (const formula of document.querySelectorAll('math[display="block"], math[data-apart]')) {
      for (let tries = 0; printed && tries < TRIES && isWide(formula); tries += 1) smaller(formula, formula.clientWidth / formula.scrollWidth)
    }
  }
  matchMedia('print').addEventListener('change', fitPaper)

  // Feedback and hints come later, and an edit of the source puts new text on a page of the preview.
  new MutationObserver((records) => {
    for (const record of records) for (const node of record.addedNodes) if (node instanceof Element) heed(node)
  }).observe(document.body, { childList: true, subtree: true })
  heed(document.body)
})()
