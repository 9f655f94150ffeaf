package ipcsh.handle;

import java.util.List;

/** What went wrong in another shell, as that shell says it. */
public final class RoleFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<String> hints;

  /** In these words, with lines of advice. */
  public RoleFailure(String message, List<String> hints) {
    super(message);
    this.hints = hints;
  }

  /** Lines of advice. */
  public List<String> getHints() {
    return hints == null ? List.of() : hints;
  }

  @Override
  public String toString() {
    return getMessage();
  }
}
