package ipcsh.app;

import ipcsh.command.Context;
import ipcsh.command.Leftovers;
import ipcsh.handle.JointDirectory;
import ipcsh.handle.Leftover;
import ipcsh.peer.Link;
import ipcsh.peer.StdioLink;
import ipcsh.sys.Kernel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * This end of a role that a shell of another machine has started: the role removes what it has
 * made, however it ends, because that shell cannot.
 */
final class DistantRoleEnd {
  /** Files, which may be what the user wanted, stay if they are not in the scenario's directory. */
  private static final Set<Leftover.Kind> STAYS =
      EnumSet.of(Leftover.Kind.FILE, Leftover.Kind.DIRECTORY, Leftover.Kind.SYMLINK);

  private final AtomicBoolean isClean = new AtomicBoolean();
  private final Link link;
  private final JointDirectory directory;
  private final String program;
  private volatile Context context;

  /** Takes over the standard descriptors, and says hello. */
  DistantRoleEnd(Kernel kernel, Options options) {
    try {
      String path = options.value(ProgramOption.DIRECTORY);
      directory = path == null ? null : JointDirectory.enter(kernel, Path.of(path));
      program = ProgramDigest.of(options);
      link = StdioLink.link(kernel, Version.NUMBER, program);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Link link() {
    return link;
  }

  /** What identifies this program wherever it is, as the other shell was told; may be null. */
  String program() {
    return program;
  }

  /** Sets the session; what it has made is also removed if a signal ends the process. */
  void of(Context its) {
    context = its;
    Runtime.getRuntime().addShutdownHook(new Thread(this::cleanUp, "clean up"));
  }

  /** Ends the process. */
  void end() {
    Shutdown.soon();
    cleanUp();
    Shutdown.with(0);
  }

  /** Removes what the session has made. */
  void cleanUp() {
    if (isClean.getAndSet(true)) {
      return;
    }
    if (context != null) {
      removeNames();
    }
    if (directory != null) {
      directory.leave();
    }
  }

  private void removeNames() {
    List<Leftover> left =
        context.createdNames().left().stream()
            .filter(each -> !STAYS.contains(each.getKind()))
            .toList();
    for (Leftover each : Leftovers.inOrderOfRemoval(left)) {
      try {
        context.createdNames().remove(each);
      } catch (RuntimeException notPossible) {
        // the others are removed nevertheless
      }
    }
  }
}
