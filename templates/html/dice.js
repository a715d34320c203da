// Chance that can be had again: the same order for the same seed.
(function (root) {
  'use strict'

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

  root.Dice = { dice, shuffled }
})(globalThis)
