package ipcsh.eventfd;

import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.abi.ProcessConstants;
import ipcsh.sys.function.Functions;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;
import java.util.HexFormat;

/**
 * A signal that makes the thread that receives it block other signals: its value is a set of
 * signals, and its handler, four machine instructions, adds that set to the mask with which the
 * thread continues ({@code uc_sigmask} of the context that {@code sigreturn(2)} restores). The
 * handler runs no code of the Java virtual machine. It stays installed permanently.
 */
final class MaskSignal extends Functions {
  /** SIGRTMIN + 11: the shell's interrupt signal is SIGRTMIN + 10. */
  static final int SIGNAL = 45;

  /** {@code uc->uc_sigmask |= info->si_value}. */
  private static final String X86_64 =
      "488b4618" // mov rax, [rsi + 24]
          + "48098228010000" // or [rdx + 296], rax
          + "c3"; // ret

  private static final String AARCH64 =
      "230c40f9" // ldr x3, [x1, #24]
          + "441440f9" // ldr x4, [x2, #40]
          + "630004aa" // orr x3, x3, x4
          + "431400f9" // str x3, [x2, #40]
          + "c0035fd6"; // ret

  private static final NativeFunction MMAP =
      NativeFunction.of("mmap", "ptr size int int fd long").wide();
  private static final NativeFunction MPROTECT = NativeFunction.of("mprotect", "ptr size int");
  private static final NativeFunction MEMCPY = NativeFunction.of("memcpy", "ptr ptr size").wide();
  private static final NativeFunction SIGACTION = NativeFunction.of("sigaction", "SIG ptr ptr");
  private static final NativeFunction SYSCALL =
      NativeFunction.of("syscall", "long int int SIG ptr").wide();

  private static final int PAGE = 4096;
  private static final int PROT_READ_WRITE = 3;
  private static final int PROT_READ_EXEC = 5;
  private static final int MAP_PRIVATE_ANONYMOUS = 0x22;

  static final int SIGACTION_SIZE = 152;
  static final int FLAGS_OFFSET = 136;
  private static final int SA_ONSTACK_RESTART = 0x18000000;

  /** SA_SIGINFO and the two above. */
  static final int FLAGS = SA_ONSTACK_RESTART | 4;

  static final int SIGINFO_SIZE = 128;
  static final int SI_CODE = 8;
  static final int SI_VALUE = 24;
  static final int SI_QUEUE = -1;

  private static final boolean INTEL = System.getProperty("os.arch").equals("amd64");
  static final int RT_TGSIGQUEUEINFO = INTEL ? 297 : 240;
  static final int UC_SIGMASK = INTEL ? 296 : 40;

  /** A handler that only returns: the last instruction of the other. */
  private final long nothing;

  /** Installs the handler. */
  MaskSignal(SyscallInvoker invoker) {
    super(invoker);
    byte[] code = HexFormat.of().parseHex(INTEL ? X86_64 : AARCH64);
    long handler = map(code);
    nothing = handler + code.length - (INTEL ? 1 : 4);
    install(SIGNAL, handler, FLAGS);
  }

  private long map(byte[] code) {
    long page = invoker.call(MMAP, 0, PAGE, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0);
    if (page == -1) {
      throw failure("mmap", PAGE);
    }
    NativeMemory source = fresh().store(code);
    invoker.call(MEMCPY, page, source.address(), code.length, 0, 0, 0);
    if (invoker.call(MPROTECT, page, PAGE, PROT_READ_EXEC, 0, 0, 0) == -1) {
      throw failure("mprotect", PAGE);
    }
    return page;
  }

  private void install(int signal, long address, int flags) {
    NativeMemory action = fresh().take(SIGACTION_SIZE).zero();
    action.putLong(0, address).putInt(FLAGS_OFFSET, flags);
    check(
        invoker.call(SIGACTION, signal, action.address(), 0, 0, 0, 0),
        "sigaction",
        signal,
        NOTHING);
  }

  /**
   * Installs an empty handler for the signals of a set, so that one which arrives before every
   * thread blocks it does not terminate the process; signals that are ignored by default are left
   * alone.
   */
  void makeHarmless(long set) {
    for (int signal = 1; signal <= Long.SIZE; signal++) {
      boolean ignored = signal == ProcessConstants.SIGCHLD || signal == ProcessConstants.SIGURG;
      if ((set >>> signal - 1 & 1) != 0 && !ignored) {
        installWhereNone(signal);
      }
    }
  }

  private void installWhereNone(int signal) {
    NativeMemory old = fresh().take(SIGACTION_SIZE).zero();
    check(invoker.call(SIGACTION, signal, 0, old.address(), 0, 0, 0), "sigaction", signal, NOTHING);
    if (old.getLong(0) == 0) {
      install(signal, nothing, SA_ONSTACK_RESTART);
    }
  }

  /** Sends a thread the set; not an error if it has ended meanwhile. */
  void send(SyscallInvoker by, int thread, long set) {
    NativeMemory info = by.arena().clear().take(SIGINFO_SIZE).zero();
    info.putInt(0, SIGNAL).putInt(SI_CODE, SI_QUEUE).putLong(SI_VALUE, set);
    int process = (int) ProcessHandle.current().pid();
    by.call(SYSCALL, RT_TGSIGQUEUEINFO, process, thread, SIGNAL, info.address(), 0);
  }
}
