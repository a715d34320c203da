// The running clock of a page with a time limit: what is left of it, said now and then, out of sight when asked.
//
// `Clock.run(bar, {left, hidden, hid, over})` counts down by what `left()` says in milliseconds, calls `over()` once when
// nothing is left, and `hid(whether)` when the student hides or shows it; it returns a function that stops it.
(function (root) {
  'use strict'

  const { find, word } = root.Elements

  const MOMENTS = [300, 60] // seconds left at which it is said
  const LASTS = 10 // seconds for which what was said stands there

  function digits (seconds) {
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
    const two = (number) => String(number).padStart(2, '0')
    return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
  }

  function words (seconds) {
    const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60]
    const parts = [minutes && word('minutes', { count: minutes }), (rest || !minutes) && word('seconds', { count: rest })]
    return word('time-left', { time: parts.filter(Boolean).join(' ') })
  }

  function run (bar, { left, hidden, hid, over }) {
    const [face, said, toggle] = ['.clock-face', '.clock-said', '.clock-toggle'].map((name) => find(bar, name))
    let before = Infinity
    let until = Infinity

    function show (whether) {
      bar.classList.toggle('out-of-sight', !whether)
      toggle.textContent = word(whether ? 'hide-clock' : 'show-clock')
    }

    function tick () {
      const seconds = Math.max(0, Math.ceil(left() / 1000))
      face.textContent = digits(seconds)
      const passed = MOMENTS.some((moment) => before > moment && seconds <= moment)
      if (passed && before !== Infinity) {
        said.textContent = words(seconds)
        until = seconds - LASTS
      } else if (seconds <= until) said.textContent = ''
      before = seconds
      if (seconds > 0) return
      stop()
      over()
    }

    const press = () => {
      const now = bar.classList.contains('out-of-sight')
      show(now)
      hid(!now)
    }
    const timer = setInterval(tick, 500)
    function stop () {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', tick)
      toggle.removeEventListener('click', press)
      bar.hidden = true
      said.textContent = ''
    }

    document.addEventListener('visibilitychange', tick) // a page in the background is woken seldom
    toggle.addEventListener('click', press)
    bar.hidden = false
    show(!hidden)
    tick()
    return stop
  }

  root.Clock = { run }
})(globalThis)
