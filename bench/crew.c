/*
 * crew.c
 *		Several processes that repeat one operation for a given time.
 */
#include "crew.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/*
 * The two ends of a pipe.  Members write one byte to "ready" and wait for one from
 * "start"; its end instead means that another member has failed.
 */
typedef struct Pipe
{
	int			end[2];
} Pipe;

typedef struct CrewPipes
{
	Pipe		ready;
	Pipe		start;
	Pipe		result;
} CrewPipes;

void
CrewFail(const char *format, ...)
{
	va_list		arguments;

	fputs("bench: ", stderr);
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
	exit(1);
}

double
CrewClock(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec + now.tv_nsec / 1e9;
}

static void
PipeOpen(Pipe *link)
{
	if (pipe(link->end) != 0)
		CrewFail("cannot open a pipe");
}

/* Work as one member and report the rate; never returns. */
static void
CrewMember(const CrewTask *task, int member, double seconds, CrewPipes *pipes)
{
	void	   *state;
	char		byte = 0;
	long		count = 0;
	double		begin;
	double		now;
	double		rate;

	close(pipes->ready.end[0]);
	close(pipes->start.end[1]);
	close(pipes->result.end[0]);

	state = task->prepare(member);
	if (write(pipes->ready.end[1], &byte, 1) != 1 || read(pipes->start.end[0], &byte, 1) != 1)
		_exit(1);

	begin = now = CrewClock();
	while (now - begin < seconds && task->step(state))
	{
		count++;
		now = CrewClock();
	}

	rate = count > 0 ? count / (now - begin) : 0;
	if (write(pipes->result.end[1], &rate, sizeof(rate)) != sizeof(rate))
		CrewFail("a member of the crew could not report");
	_exit(0);
}

static void
CrewLaunch(const CrewTask *task, int members, double seconds, CrewPipes *pipes)
{
	int			member;

	PipeOpen(&pipes->ready);
	PipeOpen(&pipes->start);
	PipeOpen(&pipes->result);
	fflush(NULL);

	for (member = 0; member < members; member++)
	{
		pid_t		child = fork();

		if (child < 0)
			CrewFail("cannot start a process");
		if (child == 0)
			CrewMember(task, member, seconds, pipes);
	}

	close(pipes->ready.end[1]);
	close(pipes->start.end[0]);
	close(pipes->result.end[1]);
}

double
CrewRate(const CrewTask *task, int members, double seconds)
{
	CrewPipes	pipes;
	double		total = 0;
	double		rate;
	char		byte = 0;
	int			member;

	CrewLaunch(task, members, seconds, &pipes);

	for (member = 0; member < members; member++)
	{
		if (read(pipes.ready.end[0], &byte, 1) != 1)
			CrewFail("a member of the crew did not get ready");
	}
	for (member = 0; member < members; member++)
	{
		if (write(pipes.start.end[1], &byte, 1) != 1)
			CrewFail("a member of the crew did not start");
	}

	for (member = 0; member < members; member++)
	{
		/* writes of this size arrive whole */
		if (read(pipes.result.end[0], &rate, sizeof(rate)) != sizeof(rate))
			CrewFail("a member of the crew failed");
		total += rate;
	}

	while (wait(NULL) > 0)
		;
	close(pipes.ready.end[0]);
	close(pipes.start.end[1]);
	close(pipes.result.end[0]);
	return total;
}
