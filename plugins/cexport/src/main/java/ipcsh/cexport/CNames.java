package ipcsh.cexport;

import ipcsh.sys.abi.Constants;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Identifiers of a C file: none is a keyword, a function or macro of the headers, or already in
 * use.
 */
final class CNames {
  private static final Set<String> WORDS =
      Set.of(
          """
          auto break case char const continue default do double else enum extern float for goto if
          inline int long register restrict return short signed sizeof static struct switch typedef
          union unsigned void volatile while asm typeof linux unix i386 bool true false main argc argv
          alignas alignof constexpr nullptr thread_local static_assert noreturn offsetof
          errno stdin stdout stderr environ signgam optarg optind opterr optopt timezone daylight
          tzname sys_errlist NULL EOF BUFSIZ RAND_MAX EXIT_SUCCESS EXIT_FAILURE CHAR_BIT INT_MAX
          INT_MIN LONG_MAX PATH_MAX FILENAME_MAX INADDR_ANY INADDR_LOOPBACK WNOWAIT MAP_FAILED
          SEM_FAILED CMSG_DATA CMSG_SPACE CMSG_LEN CMSG_FIRSTHDR CMSG_NXTHDR WIFEXITED WEXITSTATUS
          WIFSIGNALED WTERMSIG WIFSTOPPED WSTOPSIG stat iovec msghdr cmsghdr sockaddr timespec tm
          check check_error check_map check_sem expect fails fails_error die wrong SCENARIO shared within

          accept accept4 access acct alarm assert at_quick_exit atexit atof atoi atol atoll basename
          cfgetispeed cfgetospeed cfmakeraw cfsetispeed cfsetospeed cfsetspeed forkpty openpty tcdrain
          tcflow tcflush tcgetattr tcgetsid tcsendbreak tcsetattr
          abs labs llabs div ldiv abort bcmp bcopy bind brk bsearch bzero calloc chdir chmod chown
          chroot clearerr clone close close_range closefrom confstr connect copy_file_range creat
          crypt ctermid ctime daemon dprintf drand48 dup dup2 dup3 ecvt encrypt endusershell epoll_create
          epoll_create1 epoll_ctl epoll_pwait epoll_pwait2 epoll_wait err
          errc errx error eventfd eventfd_read eventfd_write execl execle execlp execv execve execvp
          execvpe exit faccessat fallocate fchdir fchmod fchown fclose fcntl fcvt fdatasync fdopen
          feof ferror fexecve fflush ffs fgetc fgetpos fgets fileno flock flockfile fmemopen fopen
          fork format fpathconf fprintf fputc fputs fread free freopen fscanf fseek fseeko fsetpos
          fsync ftell ftello ftruncate ftrylockfile funlockfile futimens futex fwrite gcvt getc getchar
          getcwd getdelim getdomainname getdtablesize getegid getentropy getenv geteuid getgid
          getgroups gethostid gethostname getitimer getline getloadavg getlogin getopt getpagesize
          getpass getpeername getpgid getpgrp getpid getppid getpriority getrandom getresgid getresuid
          getrlimit getrusage getsid getsockname getsockopt getsubopt gettid gettimeofday getuid
          getusershell getw getwd group_member grantpt gtty htonl htons index inet_addr inet_aton
          inet_ntoa inet_ntop inet_pton initgroups initstate insque ioctl isatty isfdtype jrand48
          kill killpg lchown lcong48 link linkat listen lockf lrand48 lseek madvise malloc mblen
          mbstowcs mbtowc memccpy memchr memcmp memcpy memfd_create memfrob memmem memmove mempcpy
          memrchr memset mincore mkdir mkdirat mkdtemp mkfifo mknod mkostemp mkstemp mktemp mktime
          mlock mlockall mmap mprotect mrand48 mremap msync munlock munmap nanosleep nice nrand48
          ntohl ntohs on_exit open openat open_memstream opendir pathconf pause pclose perror pipe
          pipe2 pivot_root poll popen ppoll prctl pread preadv printf psiginfo psignal ptsname putc
          putchar putenv puts putw pwrite pwritev qsort quick_exit raise rand random rand_r read
          readahead readlink readv realloc reallocarray realpath recv recvfrom recvmmsg recvmsg
          remove rename renameat revoke rewind rindex rmdir rpmatch sbrk scanf secure_getenv select
          seed48 sem_close sem_destroy sem_getvalue sem_init sem_open sem_post sem_timedwait
          sem_trywait sem_unlink sem_wait send sendfile sendmmsg sendmsg sendto setbuf setbuffer
          setegid setenv seteuid setfsuid setgid setgroups setitimer setlinebuf setlogin setns
          setpgid setpgrp setpriority setregid setreuid setrlimit setsid setsockopt setstate setuid
          setvbuf shm_open shm_unlink shutdown sigaction sigaddset sigaltstack sigblock sigdelset
          sigemptyset sigfillset siginterrupt sigismember signal signalfd sigpause sigpending
          sigprocmask sigqueue sigsuspend sigtimedwait sigwait sigwaitinfo sleep snprintf sockatmark
          socket socketpair splice sprintf srand srandom srand48 sscanf stpcpy strcasecmp strcat
          strchr strcmp strcoll strcpy strcspn strdup strerror strfry strlen strncat strncmp strncpy
          strndup strnlen strpbrk strrchr strsep strsignal strspn strstr strtod strtof strtok strtol
          strtoll strtoul strtoull strxfrm swab symlink symlinkat sync syncfs syscall sysconf system
          tcgetpgrp tcsetpgrp tee tempnam time timer_create timerfd_create times tmpfile tmpnam
          truncate ttyname ttyslot ualarm umask ungetc unlink unlinkat unlockpt unshare usleep utime
          utimensat valloc vdprintf vfork vfprintf vhangup vprintf vscanf vsnprintf vsprintf vsscanf
          wait wait3 wait4 waitid waitpid warn wcstombs wctomb write writev y0 y1 yn j0 j1 jn
          """
              .strip()
              .split("\\s+"));

  /**
   * Identifiers that no function or global variable may have, because the headers declare them or
   * the compiler knows them; a local variable may hide them, since nothing in its function uses
   * them.
   */
  private static final Set<String> OF_THE_LIBRARY =
      Set.of(
          """
          a64l aligned_alloc alloca arc4random asctime asprintf assert_perror bindresvport
          bindresvport6 cabs canonicalize_file_name ceil clearenv clock cos creal csin cuserid
          dcgettext dgettext difftime drem dysize eaccess erand48 erf euidaccess execveat
          exp explicit_bzero fabs fchmodat fchownat fcloseall ffsl ffsll finite floor fma
          fmax fmin fmod fopencookie fstat fstatat ftw gamma get_current_dir_name getcpu
          getdate getdate_err getipv4sourcefilter getpt getsourcefilter gettext getumask
          gmtime gsignal hypot imaxabs l64a lchmod ldexp lgamma lldiv localtime log logb
          lstat mkfifoat mknodat mkostemps mkstemps mlock2 modf munlockall name_to_handle_at
          nan nftw open_by_handle_at pow preadv2 prlimit profil pselect pwritev2 qecvt qfcvt
          qgcvt rawmemchr readlinkat remap_file_pages renameat2 rint round scalb setdomainname
          sethostid sethostname setipv4sourcefilter setresgid setresuid setsourcefilter
          setusershell sigandset siggetmask sighold sigignore sigisemptyset sigmask significand
          sigorset sigrelse sigreturn sigset sigsetmask sigstack sin sqrt ssignal statx stpncpy
          strfromf128 strfromf32 strfromf32x strfromf64x strtof128 strtof32 strtof32x strtof64x
          sync_file_range sysv_signal tan tcp_seq tgkill timegm timelocal trunc tzset uint
          ulong unsetenv ushort vasprintf vfscanf vmsplice fd_set fd_mask u_char u_int u_long u_short
          process_madvise process_mrelease process_vm_readv process_vm_writev
          program_invocation_name program_invocation_short_name obstack_printf obstack_vprintf
          """
              .strip()
              .split("\\s+"));

  /** Identifiers that are never free: constants, and functions of the helpers. */
  private static final Set<String> ALWAYS = always();

  private final Set<String> taken = new HashSet<>();

  CNames() {
    this(Set.of());
  }

  /** The names of a function; the names of file scope are reserved. */
  CNames(Set<String> outside) {
    taken.addAll(outside);
    taken.addAll(ALWAYS);
  }

  private static Set<String> always() {
    Set<String> names = new HashSet<>(new Constants(List.of()).all().keySet());
    for (Helper helper : Helper.values()) {
      names.addAll(helper.names());
    }
    return names;
  }

  /** Reserves a name at file scope. */
  String takeOutside(String wish) {
    return take(isOfTheLibrary(wish) ? wish + "_" : wish);
  }

  /** Reserves a valid C identifier: this name, or a similar one. */
  String take(String wish) {
    String base = wish.replaceAll("[^A-Za-z0-9_]", "_");
    base = base.endsWith("_t") ? base + "_" : base;
    base = base.matches("[0-9].*") || base.startsWith("_") ? "v" + base : base;
    base = isOfAFamily(base) ? "my_" + base : base;
    String name = base;
    for (int i = isReserved(base) ? 1 : 2; isReserved(name) || !taken.add(name); i++) {
      name = i == 1 ? base + "_" : base + i;
    }
    return name;
  }

  void release(String name) {
    taken.remove(name);
  }

  private static boolean isReserved(String name) {
    return WORDS.contains(name);
  }

  /** Whether the headers may define names of this family, now or in a later version. */
  private static boolean isOfAFamily(String name) {
    return name.matches(
        "(pthread|sem|is|to|mem|wcs|cnd|mtx|thrd|tss|atomic|sched|sa|si|st|s6|sigev)_.*|str[a-z]+"
            + "|(E|SIG|S_|O_|F_|AF_|MSG_|SO_|POLL|SCM_|PROT_|MAP_)[A-Z0-9_]+");
  }

  /** Whether it is a variant of a function in the headers, or belongs to a family of them. */
  private static boolean isOfTheLibrary(String name) {
    String stem = name.replaceFirst("(_(r|l|np|unlocked)|64(v2)?)$", "");
    return OF_THE_LIBRARY.contains(stem)
        || (!stem.equals(name) && isReserved(stem))
        || stem.matches(
            "str[a-z0-9]+|sig(abbrev|descr)|(is|to)(alnum|alpha|ascii|blank|cntrl|ctype|digit|graph|lower|print|punct|space|upper"
                + "|xdigit|walpha|wupper)|(be|le)(16|32|64)toh|hto[bl]e(16|32|64)"
                + "|(inet6?|in6addr|clock|timer|timespec|posix|pkey|va|arc4random)_.*");
  }
}
