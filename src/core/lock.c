/*
 * lock.c
 *		Locks against doing one thing twice at a time.
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "catalog/pg_namespace.h"
#include "core/lock.h"
#include "miscadmin.h"
#include "storage/lock.h"
#include "tcop/utility.h"

/* the lock that the session has; kept, because looking it up may fail after an error */
static LOCKTAG session_tag;

/* An object lock on a part that the schema does not have, so nothing else takes it. */
static void
MarketLockTag(int lock, LOCKTAG *tag)
{
	SET_LOCKTAG_OBJECT(*tag, MyDatabaseId, NamespaceRelationId,
					   get_namespace_oid("market", false), lock);
}

void
MarketLockTake(MarketLock lock)
{
	LOCKTAG		tag;

	PreventCommandIfReadOnly("a change of the market");
	MarketLockTag(lock, &tag);
	(void) LockAcquire(&tag, ExclusiveLock, false, false);
}

bool
MarketLockTrySession(MarketLock lock)
{
	PreventCommandIfReadOnly("a change of the market");
	MarketLockTag(lock, &session_tag);
	return LockAcquire(&session_tag, ExclusiveLock, true, true) != LOCKACQUIRE_NOT_AVAIL;
}

void
MarketLockReleaseSession(void)
{
	(void) LockRelease(&session_tag, ExclusiveLock, true);
}

void
MarketLockTakeKey(int first, int count, uint32 key)
{
	LOCKTAG		tag;

	PreventCommandIfReadOnly("a change of the market");
	MarketLockTag(first + (int) (key % (uint32) count), &tag);
	(void) LockAcquire(&tag, ExclusiveLock, false, false);
}

bool
MarketLockTryKeyShared(int first, int count, uint32 key)
{
	LOCKTAG		tag;

	MarketLockTag(first + (int) (key % (uint32) count), &tag);
	return LockAcquire(&tag, ShareLock, false, true) != LOCKACQUIRE_NOT_AVAIL;
}
