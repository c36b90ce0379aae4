/* Lets one file system call below a folder fail, or kills the process before it: the k-th from now on.
   Preloaded into a JVM; armed from Java. A write that fails has written half of its bytes. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define REAL(name, ...) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))(__VA_ARGS__)

static char folder[PATH_MAX];
static long wanted, seen;
static int error;

/* error 0: kill the process; call 0: only count */
void faults_arm(const char *path, long call, int number) {
    wanted = call;
    seen = 0;
    error = number;
    strncpy(folder, path, sizeof folder - 1);
}

long faults_seen(void) {
    long count = seen;
    folder[0] = 0;
    return count;
}

static int due(const char *path) {
    if (folder[0] == 0 || strncmp(path, folder, strlen(folder)) != 0 || ++seen != wanted) return 0;
    if (error == 0) kill(getpid(), SIGKILL);
    errno = error;
    return 1;
}

static int due_fd(int fd) {
    char link[64], path[PATH_MAX];
    if (folder[0] == 0) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return due(path);
}

static int due_at(int fd, const char *name) {
    return name[0] == '/' || fd == AT_FDCWD ? due(name) : due_fd(fd);
}

ssize_t write(int fd, const void *bytes, size_t size) {
    if (!due_fd(fd)) return REAL(write, fd, bytes, size);
    REAL(write, fd, bytes, size / 2);
    errno = error;
    return -1;
}

ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t at) {
    if (!due_fd(fd)) return REAL(pwrite64, fd, bytes, size, at);
    REAL(pwrite64, fd, bytes, size / 2, at);
    errno = error;
    return -1;
}

int openat64(int fd, const char *name, int flags, ...) {
    va_list more;
    va_start(more, flags);
    mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;
    va_end(more);
    return (flags & O_CREAT) && due_at(fd, name) ? -1 : REAL(openat64, fd, name, flags, mode);
}

int open64(const char *name, int flags, ...) {
    va_list more;
    va_start(more, flags);
    mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;
    va_end(more);
    return (flags & O_CREAT) && due(name) ? -1 : REAL(open64, name, flags, mode);
}

int fsync(int fd) { return due_fd(fd) ? -1 : REAL(fsync, fd); }
int fdatasync(int fd) { return due_fd(fd) ? -1 : REAL(fdatasync, fd); }
int fchmod(int fd, mode_t mode) { return due_fd(fd) ? -1 : REAL(fchmod, fd, mode); }
int fchown(int fd, uid_t user, gid_t group) { return due_fd(fd) ? -1 : REAL(fchown, fd, user, group); }
int mkdir(const char *name, mode_t mode) { return due(name) ? -1 : REAL(mkdir, name, mode); }
int rmdir(const char *name) { return due(name) ? -1 : REAL(rmdir, name); }
int unlink(const char *name) { return due(name) ? -1 : REAL(unlink, name); }
int unlinkat(int fd, const char *name, int flags) {
    return due_at(fd, name) ? -1 : REAL(unlinkat, fd, name, flags);
}
int rename(const char *from, const char *to) { return due(from) ? -1 : REAL(rename, from, to); }
int renameat(int fd, const char *from, int to_fd, const char *to) {
    return due_at(fd, from) ? -1 : REAL(renameat, fd, from, to_fd, to);
}
