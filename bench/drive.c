/*
 * drive.c
 *		The clients of the benchmark.
 *
 * usage: drive update CLIENTS SECONDS
 *		  drive pay CLIENTS SECONDS SIGNATURES
 *		  drive claim BATCH PASSES
 *		  drive call CLIENTS SECONDS CROWD
 *		  drive respond CLIENTS SECONDS CROWD
 *
 * Prints one number.  Every client is a process with one session and one prepared
 * statement, whose arguments it sends as text and whose answer it awaits.
 */
#include "drive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crew.h"
#include "kernel/packing.h"
#include "kernel/uint256.h"

#define STATEMENT "work"

void *
Allocate(size_t size)
{
	void	   *memory = malloc(size > 0 ? size : 1);

	if (memory == NULL)
		CrewFail("out of memory");
	return memory;
}

PGresult *
SessionQuery(PGconn *session, const char *query)
{
	PGresult   *result = PQexec(session, query);

	if (PQresultStatus(result) != PGRES_TUPLES_OK)
		CrewFail("%s", PQerrorMessage(session));
	return result;
}

PGconn *
SessionOpen(const char *statement)
{
	PGconn	   *session = PQconnectdb("");
	PGresult   *result;

	if (PQstatus(session) != CONNECTION_OK)
		CrewFail("%s", PQerrorMessage(session));

	result = PQprepare(session, STATEMENT, statement, 0, NULL);
	if (PQresultStatus(result) != PGRES_COMMAND_OK)
		CrewFail("%s", PQerrorMessage(session));
	PQclear(result);
	return session;
}

void
SessionWork(PGconn *session, int arguments, const char *const *values)
{
	PGresult   *result = PQexecPrepared(session, STATEMENT, arguments, values, NULL, NULL, 0);

	switch (PQresultStatus(result))
	{
		case PGRES_TUPLES_OK:
		case PGRES_COMMAND_OK:
			break;
		default:
			CrewFail("%s", PQerrorMessage(session));
	}
	PQclear(result);
}

/* Read the bytes of a column that the query has shown as hexadecimal digits. */
static void
BytesOfColumn(const PGresult *result, int column, uint8_t *bytes, size_t size)
{
	const char *text = PQgetvalue(result, 0, column);
	size_t		i;

	for (i = 0; i < size; i++)
	{
		if (sscanf(text + 2 * i, "%2hhx", &bytes[i]) != 1)
			CrewFail("bench.wallet is not as prepare.sql has made it");
	}
}

void
WalletOpen(PGconn *session, Wallet *wallet)
{
	static const uint8_t seed[32] = { 1 };
	PGresult   *result = SessionQuery(session,
									  "SELECT encode(private_key, 'hex'), encode(escrow, 'hex'),"
									  " recipient FROM bench.wallet");

	if (PQntuples(result) != 1)
		CrewFail("bench.wallet is empty: run prepare.sql");
	BytesOfColumn(result, 0, wallet->private_key, PRIVATE_KEY_SIZE);
	BytesOfColumn(result, 1, wallet->escrow, ADDRESS_SIZE);
	snprintf(wallet->recipient, sizeof(wallet->recipient), "%s", PQgetvalue(result, 0, 2));
	PQclear(result);

	if (!SigningStart(seed))
		CrewFail("cannot get ready to sign");
}

void
WalletSign(const Wallet *wallet, uint64_t channel_id, uint64_t nonce, uint64_t amount, char *text)
{
	static const char digits[] = "0123456789abcdef";
	uint8_t		numbers[3][UINT256_SIZE];
	uint8_t		message[CLAIM_MESSAGE_SIZE];
	uint8_t		digest[32];
	uint8_t		signature[SIGNATURE_SIZE];
	int			i;

	Uint256FromUint64(channel_id, numbers[0]);
	Uint256FromUint64(nonce, numbers[1]);
	Uint256FromUint64(amount, numbers[2]);
	PackClaimMessage(message, wallet->escrow, numbers[0], numbers[1], numbers[2]);
	MessageDigest(message, sizeof(message), digest);
	if (!PrivateKeySign(wallet->private_key, digest, signature))
		CrewFail("cannot sign");

	*text++ = '0';
	*text++ = 'x';
	for (i = 0; i < SIGNATURE_SIZE; i++)
	{
		*text++ = digits[signature[i] >> 4];
		*text++ = digits[signature[i] & 15];
	}
	*text = '\0';
}

int
main(int argc, char **argv)
{
	const char *work = argc > 1 ? argv[1] : "";

	if (argc == 4 && strcmp(work, "update") == 0)
		printf("%.1f\n", UpdateRate(atoi(argv[2]), atof(argv[3])));
	else if (argc == 5 && strcmp(work, "pay") == 0)
		printf("%.1f\n", PaymentRate(atoi(argv[2]), atof(argv[3]), atol(argv[4])));
	else if (argc == 4 && strcmp(work, "claim") == 0)
		printf("%.2f\n", ClaimTime(atoi(argv[2]), atoi(argv[3])));
	else if (argc == 5 && strcmp(work, "call") == 0)
		printf("%.1f\n", CallRate(atoi(argv[2]), atof(argv[3]), CrowdFromText(argv[4])));
	else if (argc == 5 && strcmp(work, "respond") == 0)
		printf("%.1f\n", RespondRate(atoi(argv[2]), atof(argv[3]), CrowdFromText(argv[4])));
	else
		CrewFail("usage: drive update CLIENTS SECONDS"
				 " | pay CLIENTS SECONDS SIGNATURES | claim BATCH PASSES"
				 " | call CLIENTS SECONDS CROWD | respond CLIENTS SECONDS CROWD");
	return 0;
}
