package ipcsh.language;

import ipcsh.sys.SysException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;

/** One line of advice on a failed call, where there is good advice: {@code advice.properties}. */
final class Advice {
  private static final class Lines {
    static final Properties ALL = load();

    private static Properties load() {
      Properties all = new Properties();
      try (InputStream in = Advice.class.getResourceAsStream("advice.properties")) {
        all.load(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return all;
    }
  }

  private Advice() {}

  static List<String> on(SysException failed) {
    if (failed.getHint() != null) {
      return List.of(failed.getHint());
    }
    String exact = Lines.ALL.getProperty(failed.getFunction() + "." + failed.getErrno());
    String advice = exact != null ? exact : Lines.ALL.getProperty("*." + failed.getErrno());
    return advice == null ? List.of() : List.of(advice);
  }
}
