// A client buys three calls of a calculator; the provider's treasurer collects.
//
// The database is that of PGHOST, PGDATABASE and their like, prepared by setup.sql.  Each side
// has a connection and a role of its own.  Ends with an error when a number is not as expected.

import assert from 'node:assert/strict'
import { Wallet } from 'ethers'
import pg from 'pg'
import { Client, Provider, Treasurer, row, sign } from './market.mjs'

// keys that everybody knows: never send them money
const client = new Wallet('0xc71478a6d0fe44e763649de0a0deb5a080b788eefbbcf9c6f7aef0dd5dbd67e0')
const recipient = new Wallet('0x04899d5fd471ce68f84a5ec64e2e4b6b045d8b850599a57f5b307024be01f262')
const groupId = '0x15967e0a5625c1f44fb6422e38ad6744470ceb90a8764d249597f24cfe8c112f'
const price = 10000000n // 0.1 AGI

async function connect (role) {
  const database = new pg.Client({ options: role ? `-c role=${role}` : undefined })
  await database.connect()
  return database
}

async function publish (database, escrow) {
  const group = { group_name: 'default_group', group_id: Buffer.from(groupId.slice(2), 'hex').toString('base64') }
  await database.query('SELECT market.create_organization($1, $2, $3)', [recipient.address, 'testo', {
    org_name: 'Test organization',
    org_type: 'individual',
    description: {},
    assets: {},
    contacts: [{ contact_type: 'support', email: 'support@example.com' }],
    groups: [{ ...group, payment: { payment_address: recipient.address, payment_expiration_threshold: 100 } }]
  }])
  await database.query('SELECT market.publish_service($1, $2, $3, $4)', [recipient.address, 'testo', 'tests', {
    version: 1,
    display_name: 'Calculator',
    encoding: 'json',
    service_type: 'http',
    service_api_source: 'ipfs://Qmdiq8Hu6dYiwp712GtnbBxagyfYyvUY1HYqkH7iN76UCc',
    mpe_address: escrow,
    groups: [{ ...group, pricing: [{ price_model: 'fixed_price', price_in_cogs: Number(price), default: true }] }],
    contributors: [{ name: 'Ada', email_id: 'ada@example.com' }]
  }])
}

/** What an operator sees, in cogs. */
async function books (operator, channel) {
  const { value, unspent } = await row(operator, `
    SELECT value, value - authorized_amount - pending_amount AS unspent
    FROM market.channel WHERE id = $1`, [channel])
  const { mine, theirs } = await row(operator,
    "SELECT market.balance($1, 'cog') AS mine, market.balance($2, 'cog') AS theirs",
    [client.address, recipient.address])
  return { client: mine, channel: value, unspent, recipient: theirs }
}

const operator = await connect()
const clientSide = await connect('example_client')
const providerSide = await connect('example_provider')

const { escrow } = await row(operator, 'SELECT escrow_address AS escrow FROM market.params')
const buyer = new Client(clientSide, client, escrow)
const seller = new Provider(providerSide, 'testo', 'tests')
const treasurer = new Treasurer(providerSide, recipient, escrow)

await publish(providerSide, escrow)
const channel = await buyer.open(recipient.address, groupId, '42AGI', 100000000)
console.log(`the client opens channel ${channel} with 42 AGI`)

const add = '/example_service.Calculator/add'
for (const [method, work] of [[add, () => 10 + 32], ['/example_service.Calculator/mul', () => 6 * 7], [add, () => 10 + 32]]) {
  const payment = await buyer.pay(channel, price)
  const answer = await seller.call(payment, method, work)
  assert.equal(answer, 42)
  console.log(`${method} = ${answer} for a total of ${payment.amount} cogs`)
}

// the helper in the database agrees with the wallet
const next = await row(clientSide, 'SELECT * FROM market.next_payment($1, $2)', [channel, String(price)])
assert.deepEqual([next.nonce, next.amount], ['0', '40000000'])

// a service that fails costs nothing
const failing = await buyer.pay(channel, price)
await assert.rejects(seller.call(failing, add, () => { throw new Error('out of order') }), /out of order/)
assert.equal((await buyer.state(channel)).signed, 30000000n)

// the same payment twice, too little, and somebody else's signature are refused
const refused = (payment, code) => assert.rejects(seller.call(payment, add, () => 42), { code })
const { nonce, signed } = await buyer.state(channel)
const forged = async (signer, amount, at = nonce) =>
  ({ channel, nonce: at, amount, signature: await sign(signer, 'claim', escrow, channel, at, amount) })
await refused(await forged(client, signed), 'MK116')
await refused(await forged(client, signed + price - 1n), 'MK116')
await refused(await forged(recipient, signed + price), 'MK113')
await refused(await forged(client, signed + price, nonce + 1n), 'MK111')
assert.deepEqual(await books(operator, channel),
  { client: '5810000000', channel: '4200000000', unspent: '4170000000', recipient: '0' })

const due = await treasurer.unclaimed()
assert.deepEqual(due, [{ channel_id: '0', nonce: '0', signed_amount: '30000000', expiration: '100000000' }])
await treasurer.start(due[0])
assert.deepEqual(await books(operator, channel),
  { client: '5810000000', channel: '4200000000', unspent: '4170000000', recipient: '0' })
assert.deepEqual(await buyer.state(channel), { nonce: 1n, signed: 0n })

for (const claim of await treasurer.inProgress()) {
  console.log(`the treasurer collects ${await treasurer.settle(claim)} cogs`)
}
assert.deepEqual(await books(operator, channel),
  { client: '5810000000', channel: '4170000000', unspent: '4170000000', recipient: '30000000' })

const last = await buyer.pay(channel, price)
assert.deepEqual([last.nonce, last.amount], [1n, price])
assert.equal(await seller.call(last, add, () => 42), 42)
assert.equal((await books(operator, channel)).unspent, '4160000000')

assert.deepEqual((await operator.query('SELECT * FROM market.audit()')).rows, [])
for (const database of [operator, clientSide, providerSide]) await database.end()
console.log('all numbers are as expected, and the books are sound')
