package ipcsh.language;

import groovy.lang.GroovySystem;
import groovy.runtime.metaclass.CustomMetaClassCreationHandle;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.Phases;

/**
 * Runs slow, independent initialization on two threads: Groovy's methods for Java's classes on this
 * one, its compiler on another.
 */
public final class WarmUp {
  private final Thread compiler;

  /** Starts it. */
  public WarmUp() {
    this(true);
  }

  /** The same; without the compiler if it will probably not be needed. */
  public WarmUp(boolean compiling) {
    CustomMetaClassCreationHandle.begin();
    compiler = new Thread(() -> load(compiling), "warm-up");
    compiler.setDaemon(true);
    compiler.start();
  }

  private static void load(boolean compiling) {
    if (!compiling) {
      // then this thread has nothing else to do
      GroovySystem.getMetaClassRegistry();
    } else {
      CompilationUnit unit = new CompilationUnit();
      unit.addSource("WarmUp.groovy", "f(1) { it }");
      unit.compile(Phases.CLASS_GENERATION);
    }
    try {
      // the compiler hashes names of closures; the first hash opens /dev/random permanently: this
      // class does
      Class.forName("sun.security.provider.NativePRNG");
      // Java 17's first channel opens a socket permanently; on 25 the first socket channel does
      FileChannel.open(Path.of("/dev/null")).close();
    } catch (ClassNotFoundException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Completes it: afterwards Java opens no more descriptors of its own. */
  public void finish() {
    CustomMetaClassCreationHandle.finish();
    try {
      compiler.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
