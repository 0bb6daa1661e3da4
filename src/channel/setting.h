/*
 * setting.h
 *		The operators of services, and what they may set.
 */
#ifndef MARKET_SETTING_H
#define MARKET_SETTING_H

#include "core/caller.h"
#include "fmgr.h"
#include "type/address.h"
#include "type/signature.h"

/* addresses in one list of a service's settings */
#define SETTING_ADDRESSES_MAX 10000

/* A request of an operator: the arguments that all of them have. */
typedef struct OperatorCall
{
	Caller		caller;
	Address    *operator;
	char	   *organization_id;
	char	   *service_id;
	int64		block;			/* of a signed request */
	Signature  *signature;		/* NULL: the caller's role decides */
} OperatorCall;

/* what operators sign for each kind of request */
#define OPERATOR_START	"_StartProcessingRequests"
#define OPERATOR_STOP	"_StopProcessingRequests"
#define OPERATOR_STATUS	"_IsDaemonProcessingRequests"
#define OPERATOR_READ	"_GetConfiguration"
#define OPERATOR_CHANGE	"_UpdateConfiguration"

/*
 * Take the arguments: operator, organization_id and service_id, which are the first
 * three, current_block, which is argument "block", and signature, the next one.
 * Enter the market.
 *
 * Errors: MKS07 and MKS04 for the operator; 22023 for ids; 22023 and 22003 for the
 *		block of a signed request.
 */
extern void OperatorEnter(FunctionCallInfo fcinfo, OperatorCall *call, int block);

/*
 * Let only operators of the service go on: owner and members of the organization, and
 * who is listed in the service's settings.
 *
 * In:	prefix: what was signed
 *		change: lock the service against deletion?
 * Errors: MK131, MK133; 42501 without a signature; MK118, MK112, MK113 with one; MK135.
 *
 * Source: SingularityNET daemon, configuration service.
 */
extern void OperatorRequire(const OperatorCall *call, const char *prefix, bool change);

/*
 * Keep a service from being deleted, so that rows may refer to it; MK133 when it is
 * gone.
 */
extern void SettingLockService(const char *organization_id, const char *service_id);

#endif							/* MARKET_SETTING_H */
