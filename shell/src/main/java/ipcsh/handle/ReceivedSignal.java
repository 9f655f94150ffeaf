package ipcsh.handle;

import ipcsh.sys.abi.SignalConstants;
import ipcsh.sys.abi.SignalInfo;
import ipcsh.sys.abi.SignalNames;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A signal that has arrived, what a handler's block is given ({@code siginfo_t}): {@code SIGUSR1
 * from 4711 (uid 1000) SI_QUEUE value 7}.
 */
public final class ReceivedSignal implements Properties {
  private final SignalInfo info;

  public ReceivedSignal(SignalInfo info) {
    this.info = info;
  }

  /** The number of the signal. */
  public int getSigno() {
    return info.signo();
  }

  /** Its name, {@code SIGUSR1}. */
  public String getName() {
    return SignalNames.of(info.signo());
  }

  /** Where it came from, {@code SI_QUEUE}. */
  public int getCode() {
    return info.code();
  }

  /** The process that has sent it, or the child that it reports; null if there is none. */
  public Integer getPid() {
    return info.hasSender() ? info.pid() : null;
  }

  /** The user of that process. */
  public Integer getUid() {
    return info.hasSender() ? info.uid() : null;
  }

  /** The value that {@code sigqueue} has sent with it; null where it has none. */
  public Integer getValue() {
    return info.hasValue() ? info.value() : null;
  }

  /** Of SIGCHLD: the exit status, or the signal that has ended, stopped or continued the child. */
  public Integer getStatus() {
    return info.isOfChild() ? info.status() : null;
  }

  /** Of SIGIO with F_SETSIG: the descriptor. */
  public Integer getFd() {
    return info.isOfDescriptor() ? info.fd() : null;
  }

  @Override
  public Map<String, Object> properties() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("signo", getSigno());
    all.put("name", getName());
    all.put("code", info.codeName());
    all.put("pid", getPid());
    all.put("uid", getUid());
    all.put("value", getValue());
    all.put("status", getStatus());
    all.put("fd", getFd());
    all.values().removeIf(value -> value == null);
    return all;
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(getName());
    if (info.isOfChild()) {
      out.append("  child ").append(info.pid());
    } else if (info.hasSender()) {
      out.append(" from ").append(info.pid()).append(" (uid ").append(info.uid()).append(')');
    }
    out.append("  ").append(info.codeName());
    if (info.isOfChild()) {
      boolean exited = info.code() == SignalConstants.CLD_EXITED;
      out.append(exited ? "  exit " + info.status() : "  " + SignalNames.of(info.status()));
    } else if (info.hasValue()) {
      out.append("  value ").append(info.value());
    } else if (info.isOfDescriptor()) {
      out.append("  fd ").append(info.fd());
    }
    return out.toString();
  }

  /** To a handler as in C, which is given the number, it is that number. */
  @Override
  public boolean equals(Object other) {
    return other == this || other instanceof Number n && n.intValue() == info.signo();
  }

  @Override
  public int hashCode() {
    return Integer.hashCode(info.signo());
  }
}
