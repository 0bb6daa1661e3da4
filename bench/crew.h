/*
 * crew.h
 *		Several processes that repeat one operation for a given time.
 */
#ifndef BENCH_CREW_H
#define BENCH_CREW_H

#include <stdbool.h>

typedef struct CrewTask
{
	/* get ready, before the clock starts; returns what "step" needs */
	void	   *(*prepare) (int member);
	/* do the operation once; false ends the work of this member */
	bool		(*step) (void *state);
} CrewTask;

/*
 * Run a task in "members" processes at once, each until its time is up or its
 * steps end.
 *
 * Returns the sum of the members' rates, in operations per second.  Ends the
 * program when a member fails.
 */
extern double CrewRate(const CrewTask *task, int members, double seconds);

/* Seconds of a clock that never goes back. */
extern double CrewClock(void);

/* Print "program: message" and end the program with status 1. */
extern void CrewFail(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

#endif							/* BENCH_CREW_H */
