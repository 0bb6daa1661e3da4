/*
 * drive.h
 *		What the parts of bench/drive share: sessions, and the payer's signatures.
 */
#ifndef BENCH_DRIVE_H
#define BENCH_DRIVE_H

#include <stdint.h>

#include <libpq-fe.h>

#include "kernel/ecdsa.h"
#include "wallet/signing.h"

/* "0x", two digits per byte, a closing zero byte */
#define SIGNATURE_TEXT_SIZE (2 + 2 * SIGNATURE_SIZE + 1)

/* The row of bench.wallet, see prepare.sql. */
typedef struct Wallet
{
	uint8_t		private_key[PRIVATE_KEY_SIZE];
	uint8_t		escrow[ADDRESS_SIZE];
	char		recipient[64];
} Wallet;

/* Open a session by the environment, and prepare the statement "work" in it. */
extern PGconn *SessionOpen(const char *statement);

/* Run a query; anything but rows ends the program. */
extern PGresult *SessionQuery(PGconn *session, const char *query);

/*
 * Run the statement "work" with arguments in text form.  An error of the server
 * ends the program.
 */
extern void SessionWork(PGconn *session, int arguments, const char *const *values);

/* Read the wallet, and get ready to sign. */
extern void WalletOpen(PGconn *session, Wallet *wallet);

/* Sign the claim of an amount; text has room for SIGNATURE_TEXT_SIZE characters. */
extern void WalletSign(const Wallet *wallet, uint64_t channel_id, uint64_t nonce,
					   uint64_t amount, char *text);

/* Allocate, or end the program. */
extern void *Allocate(size_t size);

/*
 * The measurements.  Rates are operations per second of all clients together.
 */
extern double UpdateRate(int clients, double seconds);
extern double PaymentRate(int clients, double seconds, long signatures);
/* in microseconds per claim */
extern double ClaimTime(int batch, int passes);

/* What all clients of a measurement of the service wing share. */
typedef enum Crowd
{
	CROWD_NONE,
	CROWD_PROVIDER,
	CROWD_CONSUMER
} Crowd;

/* The crowd of a word; ends the program when there is none. */
extern Crowd CrowdFromText(const char *text);

extern double CallRate(int clients, double seconds, Crowd crowd);

/* Answers what CallRate() has asked with the same crowd; a client that has answered all stops. */
extern double RespondRate(int clients, double seconds, Crowd crowd);

#endif							/* BENCH_DRIVE_H */
