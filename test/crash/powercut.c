/*
 * powercut.c
 *		What a disk holds after a power cut: a library for LD_PRELOAD.
 *
 * Killing a process loses nothing that it has written; the kernel keeps it.  A
 * power cut loses what was not fsync-ed.  This library keeps, beside a server's
 * data directory, a shadow that changes only when the server calls fsync() or
 * fdatasync().  To cut the power, kill all processes and put the shadow in the
 * place of the data directory.
 *
 * What is kept is what a journalling file system keeps: fsync() of a file makes
 * its content, its size and the way to it durable; fsync() of a folder makes the
 * names in it durable, with empty files where the content has never been
 * synced.  A cut in the middle of an fsync() leaves some of its blocks.
 *
 * The environment names both folders, without a slash at the end:
 *		POWERCUT_DATA		the data directory
 *		POWERCUT_SHADOW		what is durable of it
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* what a disk writes as one piece, at most */
#define BLOCK 4096

static _Noreturn void
fail(const char *what, const char *path)
{
	/* a test that cannot keep its shadow proves nothing: let it be seen */
	fprintf(stderr, "powercut: %s %s: %s\n", what, path, strerror(errno));
	abort();
}

/* The place in the shadow of an open file of the data directory; false for others. */
static bool
shadow_of(int fd, char *shadow)
{
	static const char *data;
	static const char *kept;
	char		link[64];
	char		path[PATH_MAX];
	ssize_t		length;
	size_t		prefix;

	if (data == NULL)
	{
		data = getenv("POWERCUT_DATA");
		kept = getenv("POWERCUT_SHADOW");
	}
	if (data == NULL || kept == NULL)
		return false;
	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	length = readlink(link, path, sizeof(path) - 1);
	if (length < 0)
		return false;
	path[length] = '\0';
	prefix = strlen(data);
	if (strncmp(path, data, prefix) != 0 || (path[prefix] != '/' && path[prefix] != '\0'))
		return false;
	/* removed meanwhile: nothing of it is to be kept */
	if (length > 10 && strcmp(path + length - 10, " (deleted)") == 0)
		return false;
	return snprintf(shadow, PATH_MAX, "%s%s", kept, path + prefix) < PATH_MAX;
}

/* Make the folders that lead to a path. */
static void
make_way(const char *path)
{
	char		folder[PATH_MAX];
	char	   *slash;

	snprintf(folder, sizeof(folder), "%s", path);
	for (slash = strchr(folder + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/'))
	{
		*slash = '\0';
		if (mkdir(folder, 0700) != 0 && errno != EEXIST)
			fail("mkdir", folder);
		*slash = '/';
	}
}

/* Copy the blocks that differ. */
static void
copy_blocks(int from, int to, const char *path)
{
	char		new[64 * BLOCK];
	char		old[64 * BLOCK];
	off_t		at = 0;

	for (;;)
	{
		ssize_t		got = pread(from, new, sizeof(new), at);
		ssize_t		had;
		ssize_t		i;

		if (got < 0)
			fail("read", path);
		if (got == 0)
			break;
		had = pread(to, old, sizeof(old), at);
		if (had < 0)
			fail("read", path);
		for (i = 0; i < got; i += BLOCK)
		{
			ssize_t		length = got - i < BLOCK ? got - i : BLOCK;

			if (i + length <= had && memcmp(new + i, old + i, length) == 0)
				continue;
			if (pwrite(to, new + i, length, at + i) != length)
				fail("write", path);
		}
		at += got;
	}
}

/*
 * Keep a file.  The lock makes the last of two that copy at the same time the
 * one that has read last.
 */
static void
keep_file(int fd, const char *shadow)
{
	char		self[64];
	struct stat state;
	int			from;
	int			to;

	make_way(shadow);
	to = open(shadow, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (to < 0)
		fail("open", shadow);
	if (flock(to, LOCK_EX) != 0)
		fail("lock", shadow);
	/* the server's descriptor may be open for writing only */
	snprintf(self, sizeof(self), "/proc/self/fd/%d", fd);
	from = open(self, O_RDONLY | O_CLOEXEC);
	if (from < 0)
		fail("open", self);
	if (fstat(from, &state) != 0 || ftruncate(to, state.st_size) != 0)
		fail("truncate", shadow);
	copy_blocks(from, to, shadow);
	close(from);
	close(to);
}

static bool
is_dots(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* Remove a file, or a folder and what is in it. */
static void
forget(int folder, const char *name)
{
	int			fd;
	DIR		   *entries;
	struct dirent *entry;

	if (unlinkat(folder, name, 0) == 0 || errno == ENOENT)
		return;
	fd = openat(folder, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0 || (entries = fdopendir(fd)) == NULL)
		return;
	while ((entry = readdir(entries)) != NULL)
	{
		if (!is_dots(entry->d_name))
			forget(fd, entry->d_name);
	}
	closedir(entries);
	unlinkat(folder, name, AT_REMOVEDIR);
}

/* Keep the names of a folder: make what is new, remove what is gone. */
static void
keep_folder(int fd, const char *shadow)
{
	char		self[64];
	int			kept;
	DIR		   *entries;
	struct dirent *entry;

	make_way(shadow);
	if (mkdir(shadow, 0700) != 0 && errno != EEXIST)
		fail("mkdir", shadow);
	kept = open(shadow, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (kept < 0 || flock(kept, LOCK_EX) != 0)
		fail("open", shadow);

	snprintf(self, sizeof(self), "/proc/self/fd/%d", fd);
	if ((entries = opendir(self)) == NULL)
		fail("open", self);
	while ((entry = readdir(entries)) != NULL)
	{
		struct stat state;
		int			made;

		if (is_dots(entry->d_name) ||
			fstatat(fd, entry->d_name, &state, AT_SYMLINK_NOFOLLOW) != 0)
			continue;
		if (S_ISDIR(state.st_mode))
			(void) mkdirat(kept, entry->d_name, 0700);
		else if (S_ISREG(state.st_mode) &&
				 (made = openat(kept, entry->d_name, O_WRONLY | O_CREAT | O_CLOEXEC, 0600)) >= 0)
			close(made);
	}
	closedir(entries);

	if ((entries = opendir(shadow)) == NULL)
		fail("open", shadow);
	while ((entry = readdir(entries)) != NULL)
	{
		if (!is_dots(entry->d_name) && faccessat(fd, entry->d_name, F_OK, 0) != 0)
			forget(kept, entry->d_name);
	}
	closedir(entries);
	close(kept);
}

static int
keep(int fd)
{
	char		shadow[PATH_MAX];
	struct stat state;
	int			saved = errno;

	if (shadow_of(fd, shadow) && fstat(fd, &state) == 0)
	{
		if (S_ISDIR(state.st_mode))
			keep_folder(fd, shadow);
		else if (S_ISREG(state.st_mode))
			keep_file(fd, shadow);
	}
	errno = saved;
	return 0;
}

/* The shadow is the disk: the real calls would only cost time. */

int
fsync(int fd)
{
	return keep(fd);
}

int
fdatasync(int fd)
{
	return keep(fd);
}
