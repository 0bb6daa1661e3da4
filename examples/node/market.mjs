// Two sides of a payment channel: a wallet that signs, and a provider that sells.
//
// A message is packed (no lengths, no separators), hashed with Keccak-256, and its hash is signed
// as Ethereum wallets sign any message.  market.message_digest() makes the same digest.

import { getBytes, hashMessage, keccak256, recoverAddress, solidityPacked } from 'ethers'

const address = 'address'
const number = 'uint256'

// the messages, by the text that each begins with
const layouts = {
  claim: ['__MPE_claim_message', address, number, number, number],
  channelState: ['__get_channel_state', address, number, number],
  listUnclaimed: ['__list_unclaimed', address, number],
  listInProgress: ['__list_in_progress', address, number],
  startClaim: ['__start_claim', address, number, number]
}

/** The inner hash of a message, which a wallet signs. */
export function messageHash (kind, ...fields) {
  const [prefix, ...types] = layouts[kind]
  return getBytes(keccak256(solidityPacked(['string', ...types], [prefix, ...fields])))
}

/** Sign a message; the result is text that PostgreSQL reads as market.signature. */
export function sign (wallet, kind, ...fields) {
  return wallet.signMessage(messageHash(kind, ...fields))
}

/** Whose signature of a message is this? */
export function signerOf (signature, kind, ...fields) {
  return recoverAddress(hashMessage(messageHash(kind, ...fields)), signature)
}

/** The single row of a query. */
export async function row (database, query, parameters = []) {
  const { rows } = await database.query(query, parameters)
  if (rows.length !== 1) throw new Error(`${rows.length} rows instead of 1: ${query}`)
  return rows[0]
}

/** The payer.  Its key never leaves it; a database connection is all it needs. */
export class Client {
  constructor (database, wallet, escrow) {
    Object.assign(this, { database, wallet, escrow })
  }

  /** Open a channel with one's own money; returns its id. */
  async open (recipient, groupId, value, expiration) {
    const { id } = await row(this.database,
      'SELECT market.open_channel($1, $1, $2, $3, $4, $5) AS id',
      [this.wallet.address, recipient, getBytes(groupId), value, expiration])
    return BigInt(id)
  }

  /** What the provider says about a channel; refuses a reply with a signature that is not ours. */
  async state (channel) {
    const { height } = await row(this.database, 'SELECT market.height()')
    const request = await sign(this.wallet, 'channelState', this.escrow, channel, height)
    const state = await row(this.database,
      'SELECT * FROM market.channel_state($1, $2, $3)', [channel, height, request])
    if (state.current_signature !== null) {
      const signer = signerOf(state.current_signature, 'claim', this.escrow, channel,
        state.current_nonce, state.current_signed_amount)
      if (signer !== this.wallet.address) throw new Error(`${signer} signed for us`)
    }
    return { nonce: BigInt(state.current_nonce), signed: BigInt(state.current_signed_amount) }
  }

  /** Sign the payment of one call: the last total and the price, never more. */
  async pay (channel, price) {
    const { nonce, signed } = await this.state(channel)
    const amount = signed + price
    const signature = await sign(this.wallet, 'claim', this.escrow, channel, nonce, amount)
    return { channel, nonce, amount, signature }
  }
}

/** The seller. */
export class Provider {
  constructor (database, organization, service) {
    Object.assign(this, { database, organization, service })
  }

  /** Take a payment and do the work: when the work fails, the payment has not happened. */
  async call (payment, method, work) {
    await this.database.query('BEGIN')
    try {
      await row(this.database, 'SELECT market.authorize_payment($1, $2, $3, $4, $5, $6, $7)',
        [payment.channel, payment.nonce, payment.amount, payment.signature,
          this.organization, this.service, method])
      const answer = await work()
      await this.database.query('COMMIT')
      return answer
    } catch (error) {
      await this.database.query('ROLLBACK')
      throw error
    }
  }
}

/** Who collects for the provider.  Lists and claims are asked for by signature. */
export class Treasurer {
  constructor (database, wallet, escrow) {
    Object.assign(this, { database, wallet, escrow })
  }

  async list (kind, query) {
    const { height } = await row(this.database, 'SELECT market.height()')
    const signature = await sign(this.wallet, kind, this.escrow, height)
    return (await this.database.query(query, [this.wallet.address, height, signature])).rows
  }

  unclaimed () {
    return this.list('listUnclaimed', 'SELECT * FROM market.list_unclaimed($1, $2, $3)')
  }

  inProgress () {
    return this.list('listInProgress', 'SELECT * FROM market.list_in_progress($1, $2, $3)')
  }

  /** Set the signed total of a channel aside; payments go on at the next nonce. */
  async start ({ channel_id: channel, nonce }) {
    const signature = await sign(this.wallet, 'startClaim', this.escrow, channel, nonce)
    return row(this.database, 'SELECT * FROM market.start_claim($1, $2)', [channel, signature])
  }

  /** Collect a claim that is in progress. */
  async settle ({ channel_id: channel, signed_amount: amount, signature }) {
    const { paid } = await row(this.database,
      'SELECT market.claim_channel($1, $2, $3, $3, $4) AS paid',
      [this.wallet.address, channel, amount, signature])
    return BigInt(paid)
  }
}
