/*
 * signer.h
 *		Further signers of a channel, each with a budget of its own.
 */
#ifndef MARKET_SIGNER_H
#define MARKET_SIGNER_H

#include "channel/channel.h"
#include "channel/price.h"

/*
 * May an account sign payments of a channel for the service of the terms, beside its
 * signer and sender?  False when it is no further signer.
 * Errors: MK143 when it is one, for another service.
 */
extern bool SignerMayPay(const Channel *channel, const Address *signer, const Terms *terms);

/* Take what is signed for out of a further signer's budget: MK143 when it does not suffice. */
extern void SignerSpend(const Channel *channel, const Address *signer, Numeric amount);

#endif							/* MARKET_SIGNER_H */
