package ipcsh.repl;

import ipcsh.command.Context;
import ipcsh.language.Session;
import ipcsh.language.Source;
import ipcsh.sys.Kernel;

/** Sessions for tests, which leave nothing open or running. */
final class Sessions implements AutoCloseable {
  final PromptHost host = new PromptHost();
  final Session session;

  Sessions() {
    Context context = new Context(new Kernel(), host);
    context.registry().load(Sessions.class.getClassLoader());
    session = new Session(context);
  }

  Object run(String entry) throws Exception {
    return session.runEntry(Source.of("", entry));
  }

  SymbolLookup known() {
    return new SymbolLookup(() -> session);
  }

  @Override
  public void close() {
    session
        .context()
        .descriptors()
        .all()
        .forEach(fd -> session.context().sys().files().close(fd.getNumber()));
    session.context().close();
  }
}
