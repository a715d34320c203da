// A place on a picture: pointed at, or reached by the arrow keys.
(function (root) {
  'use strict'

  const { find, word } = root.Elements

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
    const [width, height] = [Number(picture.dataset.width), Number(picture.dataset.height)]
    const marker = event.target.closest('.marker')
    if (marker) {
      if (picture.dataset.x === undefined) mark(element, width / 2, height / 2)
    } else {
      const box = find(picture, 'img').getBoundingClientRect()
      mark(element, (event.clientX - box.left) / box.width * width, (event.clientY - box.top) / box.height * height)
      find(picture, '.marker').focus({ preventScroll: true })
    }
  }

  // Returns whether the marker moved.
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }
  function steer (event) {
    const picture = event.target.closest('.picture')
    const element = picture.closest('.exercise')
    const arrow = ARROWS[event.key]
    if (!arrow) return false
    event.preventDefault()
    const [width, height] = [Number(picture.dataset.width), Number(picture.dataset.height)]
    const step = event.shiftKey ? 1 : Math.max(1, Math.round(Math.max(width, height) / 50))
    const [x, y] = [Number(picture.dataset.x ?? width / 2), Number(picture.dataset.y ?? height / 2)]
    mark(element, x + arrow[0] * step, y + arrow[1] * step)
    return true
  }

  root.Pointing = { mark, point, steer }
})(globalThis)
