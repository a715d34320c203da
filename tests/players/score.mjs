// Scores responses by the pages' own scoring script: a line of JSON in, [{key, response}], a line of scores out.
import fs from 'node:fs'
import readline from 'node:readline'
import vm from 'node:vm'

vm.runInThisContext(fs.readFileSync(process.argv[2], 'utf8'))
const { Scoring } = globalThis
const score = ({ key, response }) => { const found = Scoring.score(key, response); return found === null ? null : Scoring.text(found) }
const lines = readline.createInterface({ input: process.stdin })
lines.on('line', (line) => {
  const asked = JSON.parse(line)
  process.stdout.write(JSON.stringify('fold' in asked ? asked.fold.map(Scoring.fold) : asked.cases.map(score)) + '\n')
})
