package ipcsh.plugin;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;

/**
 * Loads classes and resources of a jar that is held in memory; its parent is the shell's loader.
 */
final class MemoryLoader extends ClassLoader {
  private final Path jar;
  private final Map<String, byte[]> entries;
  private final String ownOnly;

  /** Hides the shell's resources below {@code ownOnly}: the jar declares its own topics. */
  MemoryLoader(Path jar, Map<String, byte[]> entries, String ownOnly) {
    super(MemoryLoader.class.getClassLoader());
    this.jar = jar;
    this.entries = entries;
    this.ownOnly = ownOnly;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = entries.get(name.replace('.', '/') + ".class");
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return name.startsWith(ownOnly) ? findResources(name) : super.getResources(name);
  }

  @Override
  protected Enumeration<URL> findResources(String name) throws IOException {
    URL found = findResource(name);
    return Collections.enumeration(found == null ? List.of() : List.of(found));
  }

  @Override
  protected URL findResource(String name) {
    if (!entries.containsKey(name)) {
      return null;
    }
    try {
      return new URL("plugin", null, -1, jar + "!/" + name, new Handler(entries.get(name)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Handler extends URLStreamHandler {
    private final byte[] bytes;

    Handler(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {}

        @Override
        public InputStream getInputStream() {
          return new ByteArrayInputStream(bytes);
        }
      };
    }
  }
}
