/*
 * service.c
 *		What the clients of the service wing do: call a service, and answer the calls.
 *
 * Client N is consumer N, and calls or is provider N; in a crowd on one provider or
 * on one consumer all clients share that one.
 */
#include "drive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crew.h"

#define ADDRESS_TEXT_SIZE 43

static Crowd service_crowd;

Crowd
CrowdFromText(const char *text)
{
	if (strcmp(text, "separate") == 0)
		return CROWD_NONE;
	if (strcmp(text, "provider") == 0)
		return CROWD_PROVIDER;
	if (strcmp(text, "consumer") == 0)
		return CROWD_CONSUMER;
	CrewFail("a crowd is separate, provider or consumer");
}

typedef struct Party
{
	PGconn	   *session;
	char		consumer[ADDRESS_TEXT_SIZE];
	char		provider[ADDRESS_TEXT_SIZE];
} Party;

/* Read an address of bench.party. */
static void
PartyAddress(PGconn *session, const char *column, int number, char *address)
{
	char		query[100];
	PGresult   *result;

	snprintf(query, sizeof(query), "SELECT %s FROM bench.party WHERE n = %d", column, number);
	result = SessionQuery(session, query);
	if (PQntuples(result) != 1)
		CrewFail("bench.party has no row %d", number);
	snprintf(address, ADDRESS_TEXT_SIZE, "%s", PQgetvalue(result, 0, 0));
	PQclear(result);
}

static void
PartyOpen(Party *party, int member, const char *statement)
{
	party->session = SessionOpen(statement);
	PartyAddress(party->session, "consumer", service_crowd == CROWD_CONSUMER ? 0 : member,
				 party->consumer);
	PartyAddress(party->session, "provider", service_crowd == CROWD_PROVIDER ? 0 : member,
				 party->provider);
}

static void *
CallPrepare(int member)
{
	Party	   *party = Allocate(sizeof(Party));

	PartyOpen(party, member,
			  "SELECT market.call_service($1, 'bench', ARRAY[$2::market.address],"
			  " '{\"header\": {}, \"body\": {\"base\": \"iris\", \"quote\": \"usdt\"}}',"
			  " '100stake', 100)");
	return party;
}

static bool
CallStep(void *state)
{
	Party	   *party = state;
	const char *values[] = { party->consumer, party->provider };

	SessionWork(party->session, 2, values);
	return true;
}

double
CallRate(int clients, double seconds, Crowd crowd)
{
	static const CrewTask task = { CallPrepare, CallStep };

	service_crowd = crowd;
	return CrewRate(&task, clients, seconds);
}

/* An answerer: the requests that wait for it, which it answers in their order. */
typedef struct Answerer
{
	Party		party;
	PGresult   *requests;
	int			next;
} Answerer;

static void *
RespondPrepare(int member)
{
	Answerer   *answerer = Allocate(sizeof(Answerer));
	Party	   *party = &answerer->party;
	char		query[300];

	PartyOpen(party, member,
			  "SELECT market.respond_service($1, $2, '{\"code\": 200, \"message\": \"\"}',"
			  " '{\"header\": {}, \"body\": {\"price\": 0.0263}}')");
	snprintf(query, sizeof(query),
			 "SELECT id FROM market.request WHERE state = 'pending'"
			 " AND provider OPERATOR(market.=) '%s' AND consumer OPERATOR(market.=) '%s'"
			 " ORDER BY id", party->provider, party->consumer);
	answerer->requests = SessionQuery(party->session, query);
	answerer->next = 0;
	return answerer;
}

static bool
RespondStep(void *state)
{
	Answerer   *answerer = state;
	const char *values[] = { answerer->party.provider, NULL };

	if (answerer->next >= PQntuples(answerer->requests))
		return false;
	values[1] = PQgetvalue(answerer->requests, answerer->next++, 0);
	SessionWork(answerer->party.session, 2, values);
	return true;
}

double
RespondRate(int clients, double seconds, Crowd crowd)
{
	static const CrewTask task = { RespondPrepare, RespondStep };

	service_crowd = crowd;
	return CrewRate(&task, clients, seconds);
}
