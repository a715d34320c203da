// Uses a preview as an author would, in headless Chromium. Usage: node preview.mjs PLAN RESULT
//
// PLAN is JSON: {base, steps: [{do, ...}], width, height, scheme}. The answers to what is asked go to RESULT, in order.
import fs from 'node:fs'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'

const require = createRequire(import.meta.url)
const plan = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'))
let browser, context, page
const said = []

async function open () {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  })
  context = await browser.newContext({
    viewport: { width: plan.width ?? 1280, height: plan.height ?? 900 }, colorScheme: plan.scheme ?? 'light',
  })
  page = await context.newPage()
  page.setDefaultTimeout(120000) // milliseconds, for a machine that has much else to do
  page.on('pageerror', (error) => said.push(error.message))
  page.on('console', (message) => { if (message.type() === 'error' && !/ 404 /.test(message.text())) said.push(message.text()) })
}

async function anew () {
  const at = page.url()
  await Promise.race([browser.close(), new Promise((resolve) => setTimeout(resolve, 10000))])
  await open()
  await page.goto(at)
}

async function judged () {
  // The page's policy forbids scripts of others: axe goes in beside it, as an extension would.
  const session = await context.newCDPSession(page)
  const { frameTree } = await session.send('Page.getFrameTree')
  const { executionContextId } = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id })
  const run = async (expression) => {
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      expression, contextId: executionContextId, awaitPromise: true, returnByValue: true,
    })
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    return result.value
  }
  await run(`${fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')};0`)
  return run(`axe.run().then((found) => found.violations.map((each) => each.id + ': ' + each.nodes[0].html.slice(0, 200)))`)
}

const deeds = {
  // A page with the frame of a PDF has loaded when that is drawn: `early` waits for the page alone.
  go: ({ path, early }) => page.goto(plan.base + path, { waitUntil: early ? 'domcontentloaded' : 'load' }),
  click: ({ on }) => page.locator(on).first().click(),
  fill: ({ on, text }) => page.locator(on).first().fill(text),
  choose: ({ on, value }) => page.locator(on).selectOption(value),
  // A page listens to keys only once its scripts have run: whoever sees its words earlier types into nothing.
  press: ({ keys }) => keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), page.waitForLoadState('load')),
  focus: ({ on }) => page.locator(on).first().focus(),
  wait: async ({ on, text }) => {
    const wanted = () => page.locator(on).filter({ hasText: text ?? '' }).first()
    // A browser on a machine with much else to do has been seen to lay nothing out for minutes, on a page that was loaded
    // anew too. What is to be there without an edit is there in another browser; what an edit brings (it has words) must
    // come by itself.
    if (text === undefined) await wanted().waitFor({ timeout: 60000 }).catch(anew)
    await wanted().waitFor()
  },
  arrive: ({ path }) => page.waitForURL(plan.base + path, { waitUntil: 'load' }),
  write: ({ file, text }) => fs.writeFileSync(file, text),
  remove: ({ file }) => fs.rmSync(file),
  text: ({ on }) => page.locator(on).allInnerTexts(),
  checked: ({ on }) => page.locator(on).first().isChecked(),
  focused: () => page.evaluate(() => document.activeElement?.id || document.activeElement?.tagName),
  wide: () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  scroll: ({ to }) => page.evaluate((place) => { window.scrollTo({ top: place, behavior: 'instant' }) }, to),
  scrolled: () => page.evaluate(() => Math.round(window.scrollY)),
  judge: judged,
  picture: ({ file }) => page.screenshot({ path: file }),
}

const answers = []
await open()
try {
  for (const step of plan.steps) {
    const answer = await deeds[step.do](step)
    if (answer !== undefined && !['go', 'write', 'picture', 'choose'].includes(step.do)) answers.push(answer)
  }
} catch (error) {
  said.push(`${error}`)
  if (process.env.SHOT) await page.screenshot({ path: process.env.SHOT })
}
fs.writeFileSync(process.argv[3], JSON.stringify({ answers, said }))
await browser.close()
