package ipcsh.handle;

import java.util.List;

/** An error in another shell, as reported by that shell. */
public final class RoleFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<String> hints;

  /** An error with this message, and with hints. */
  public RoleFailure(String message, List<String> hints) {
    super(message);
    this.hints = hints;
  }

  /** The hints. */
  public List<String> getHints() {
    return hints == null ? List.of() : hints;
  }

  @Override
  public String toString() {
    return getMessage();
  }
}
