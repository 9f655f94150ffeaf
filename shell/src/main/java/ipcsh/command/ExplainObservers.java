package ipcsh.command;

import ipcsh.sys.Kernel;
import ipcsh.sys.trace.MadeCall;
import ipcsh.sys.trace.ObservedInvoker;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The active explanations; without any, the invokers are not decorated. */
final class ExplainObservers implements ObservedInvoker.Observer {
  private final Context context;
  private final List<CallAttribution> all = new CopyOnWriteArrayList<>();

  ExplainObservers(Context context) {
    this.context = context;
  }

  synchronized void add(CallAttribution one) {
    all.add(one);
    context
        .kernel()
        .decorate(
            Kernel.Layer.OBSERVER,
            invoker -> new ObservedInvoker(invoker, context.constants(), this));
  }

  synchronized void remove(CallAttribution one) {
    all.remove(one);
    if (all.isEmpty()) {
      context.kernel().decorate(Kernel.Layer.OBSERVER, null);
    }
  }

  @Override
  public Consumer<MadeCall> begins(MadeCall call, int process) {
    List<Consumer<MadeCall>> interested =
        all.stream().map(one -> one.begins(call, process)).filter(one -> one != null).toList();
    return interested.isEmpty() ? null : made -> interested.forEach(one -> one.accept(made));
  }
}
