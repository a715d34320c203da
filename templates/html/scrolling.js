// What scrolls by itself, such as a wide table on a phone, can be reached and scrolled with the keyboard.
(function () {
  'use strict'

  const WIDE = 'table, pre, math[display="block"]'

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

  function part (block) {
    const style = getComputedStyle(block)
    const room = block.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)
    if (room <= 0) return // not shown yet
    for (const formula of block.querySelectorAll(INLINE)) {
      if (around(formula) !== block) continue
      const apart = formula.dataset.apart !== undefined
      const wide = (apart ? formula.scrollWidth : formula.getBoundingClientRect().width) > room + 1
      if (wide === apart) continue
      formula.toggleAttribute('data-apart', wide)
      if (wide) sizes.observe(formula)
    }
  }

  const texts = new ResizeObserver((entries) => entries.forEach((entry) => part(entry.target)))

  function heed (place) {
    if (place.matches(WIDE)) sizes.observe(place)
    place.querySelectorAll(WIDE).forEach((each) => sizes.observe(each))
    place.querySelectorAll(INLINE).forEach((each) => texts.observe(around(each)))
  }

  // On paper nothing scrolls: words in a table wider than the page are broken, and a formula, which is not, is made smaller.
  function fitPaper ({ matches: printed }) {
    for (const table of document.querySelectorAll('table')) {
      delete table.dataset.broken
      if (printed && isWide(table)) table.dataset.broken = ''
    }
    for (const formula of document.querySelectorAll('math[display="block"], math[data-apart]')) {
      formula.style.removeProperty('font-size')
      let size = parseFloat(getComputedStyle(formula).fontSize)
      for (let tries = 0; printed && tries < 6 && isWide(formula); tries += 1) { // blanks and small signs shrink less than the rest
        size *= 0.98 * formula.clientWidth / formula.scrollWidth
        formula.style.fontSize = `${size}px`
      }
    }
  }
  matchMedia('print').addEventListener('change', fitPaper)

  // Feedback and hints come later, and an edit of the source puts new text on a page of the preview.
  new MutationObserver((records) => {
    for (const record of records) for (const node of record.addedNodes) if (node instanceof Element) heed(node)
  }).observe(document.body, { childList: true, subtree: true })
  heed(document.body)
})()
