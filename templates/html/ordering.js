// Items to put in order: moved by their buttons, or dragged.
(function (root) {
  'use strict'

  const { find, all, word } = root.Elements

  function edges (element) {
    const items = all(element, '.item')
    items.forEach((item, at) => {
      find(item, '.up').disabled = at === 0
      find(item, '.down').disabled = at === items.length - 1
    })
  }

  function tell (item) {
    const element = item.closest('.exercise')
    const items = all(element, '.item')
    const values = { item: find(item, '.item-text').textContent.trim(), place: items.indexOf(item) + 1, count: items.length }
    find(element, '.said').textContent = word('moved', values)
  }

  // Returns whether it could be moved.
  function move (button) {
    const item = button.closest('.item')
    const up = button.classList.contains('up')
    const other = up ? item.previousElementSibling : item.nextElementSibling
    if (!other) return false
    if (up) other.before(item)
    else other.after(item)
    edges(item.closest('.exercise'))
    tell(item)
    ;(button.disabled ? find(item, up ? '.down' : '.up') : button).focus()
    return true
  }

  // --- dragging: with a mouse by the whole item; with a finger by its grip, so that the rest still scrolls the page ---

  const NEAR = 4 // pixels that a hand may tremble
  const EDGE = 56 // pixels from the window's edge within which the page scrolls along
  const SPEED = 9 // pixels a frame
  let drag = null

  // Begins to drag an item; `dropped(element)` is called where it ends in another place.
  function grab (event, dropped) {
    const item = event.target.closest('.item')
    if (drag || event.button !== 0 || event.target.closest('button, a, audio, video')) return
    if (event.pointerType !== 'mouse' && !event.target.closest('.grip')) return
    const list = item.parentElement
    const listening = new AbortController()
    drag = { item, list, listening, dropped, before: [...list.children], from: event.clientY, y: event.clientY, moving: false }
    drag.below = event.clientY - item.getBoundingClientRect().top
    list.setPointerCapture(event.pointerId)
    const on = (place, name, act) => place.addEventListener(name, act, { signal: listening.signal })
    on(list, 'pointermove', pull)
    on(list, 'pointerup', () => drop(true))
    on(list, 'pointercancel', () => drop(false))
    on(document, 'keydown', (key) => { if (key.key === 'Escape') drop(false) })
    on(document, 'dragstart', (native) => native.preventDefault())
  }

  function pull (event) {
    drag.y = event.clientY
    if (!drag.moving && Math.abs(drag.y - drag.from) < NEAR) return
    if (!drag.moving) {
      drag.moving = true
      drag.item.classList.add('dragged')
      requestAnimationFrame(scroll)
    }
    follow()
  }

  const middle = (element) => { const box = element.getBoundingClientRect(); return box.top + box.height / 2 }

  // Puts the item between those that its middle lies between, and draws it where the pointer is.
  function follow () {
    const { item, y, below } = drag
    item.style.translate = 'none'
    const height = item.getBoundingClientRect().height
    const wanted = y - below + height / 2
    while (item.previousElementSibling && wanted < middle(item.previousElementSibling)) item.previousElementSibling.before(item)
    while (item.nextElementSibling && wanted > middle(item.nextElementSibling)) item.nextElementSibling.after(item)
    item.style.translate = `0 ${Math.round(wanted - middle(item))}px`
  }

  function scroll () {
    if (!drag?.moving) return
    const step = drag.y < EDGE ? -SPEED : drag.y > window.innerHeight - EDGE ? SPEED : 0
    if (step) {
      window.scrollBy({ top: step, behavior: 'instant' })
      follow()
    }
    requestAnimationFrame(scroll)
  }

  function drop (kept) {
    const { item, list, listening, dropped, before } = drag
    drag = null
    listening.abort()
    item.classList.remove('dragged')
    item.style.translate = ''
    if (!kept || list.closest('fieldset:disabled')) list.append(...before) // the time may be up meanwhile
    const element = list.closest('.exercise')
    edges(element)
    if (before.every((each, at) => list.children[at] === each)) return
    tell(item)
    dropped(element)
  }

  root.Ordering = { edges, move, grab }
})(globalThis)
