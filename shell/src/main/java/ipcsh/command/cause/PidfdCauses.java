package ipcsh.command.cause;

import ipcsh.inspect.FdInfo;
import ipcsh.inspect.Inspector;
import ipcsh.inspect.ProcessFacts;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FailedCall;
import ipcsh.sys.abi.SysException;

/**
 * Causes of failures with descriptors that are not pidfds, and with processes that may not be
 * accessed.
 */
final class PidfdCauses {
  private final FailureContext scene;
  private final FailedCall call;

  PidfdCauses(FailureContext scene) {
    this.scene = scene;
    this.call = scene.call();
  }

  Cause find() {
    return switch (call.function()) {
      case "pidfd_getfd", "pidfd_send_signal" -> pidfd();
      case "process_vm_readv", "process_vm_writev" -> memory((int) call.number(0, 0));
      case "setpgid" -> group((int) call.number(0, 0));
      case "waitid" -> call.errno() == Errno.EBADF ? kind((int) call.number(1, -1)) : null;
      default -> null;
    };
  }

  private Cause pidfd() {
    int its = (int) new FdInfo(scene.text(info(call.fd()))).number("Pid", 0);
    return switch (call.errno()) {
      case EBADF -> {
        Cause kind = kind(call.fd());
        boolean named = its > 0 && call.function().equals("pidfd_getfd");
        yield named ? Cause.of("number").with("pid", its).with("fd", call.number(1, 0)) : kind;
      }
      case EPERM -> its > 0 ? user(its) : null;
      default -> null;
    };
  }

  private String info(int number) {
    return "/proc/" + scene.pid() + "/fdinfo/" + number;
  }

  /** The kind of a descriptor that is not a pidfd; null if it is not open, or is one. */
  private Cause kind(int number) {
    DescriptorTarget target = number < 0 ? null : scene.take(number);
    if (target == null) {
      return null;
    }
    try (target) {
      return target.link().contains("[pidfd]")
          ? null
          : Cause.of("kind").with("kind", target.kind());
    }
  }

  private Cause user(int pid) {
    ProcessFacts its = facts(pid);
    ProcessFacts mine = facts(scene.pid());
    return its == null || mine == null || its.uid() == mine.uid() || mine.uid() == 0
        ? null
        : Cause.of("uid").with("pid", pid).with("uid", its.uid());
  }

  private ProcessFacts facts(int pid) {
    try {
      return new Inspector(scene.sys()).facts(pid);
    } catch (SysException gone) {
      return null;
    }
  }

  private Cause memory(int pid) {
    return switch (call.errno()) {
      case EPERM -> user(pid);
      case EFAULT -> call.unshown("address") instanceof Long address ? range(pid, address) : null;
      default -> null;
    };
  }

  /** Whether something is mapped at an address of a process, according to its maps. */
  private Cause range(int pid, long address) {
    String shown = "0x" + Long.toHexString(address);
    for (String line : scene.text("/proc/" + pid + "/maps").split("\n")) {
      // 7f0000000000-7f0000001000 r--s ...
      String[] words = line.split(" ", 3);
      String[] ends = words[0].split("-");
      if (words.length < 3 || ends.length != 2) {
        return null;
      }
      boolean here =
          Long.compareUnsigned(Long.parseUnsignedLong(ends[0], 16), address) <= 0
              && Long.compareUnsigned(address, Long.parseUnsignedLong(ends[1], 16)) < 0;
      if (here) {
        boolean closed = words[1].charAt(1) == '-' && call.function().equals("process_vm_writev");
        return closed ? Cause.of("read-only").with("address", shown).with("pid", pid) : null;
      }
    }
    return Cause.of("range").with("address", shown).with("pid", pid);
  }

  private Cause group(int given) {
    int pid = given == 0 ? scene.pid() : given;
    if (call.errno() != Errno.EPERM) {
      return null;
    }
    try {
      boolean leads = scene.sys().processGroups().getsid(pid) == pid;
      return leads ? Cause.of("leader").with("pid", pid) : null;
    } catch (SysException gone) {
      return null;
    }
  }
}
