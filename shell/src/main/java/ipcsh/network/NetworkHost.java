package ipcsh.network;

import ipcsh.handle.Handle;
import ipcsh.handle.MethodFallback;
import ipcsh.handle.Properties;
import ipcsh.handle.RoleHost;
import ipcsh.handle.UsageException;
import ipcsh.sys.Sys;
import ipcsh.sys.function.Namespaces;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** A host of a {@link Network}: a network namespace, in which roles can be started. */
public final class NetworkHost extends Handle implements RoleHost, Properties {
  private final Network network;
  private final int node;
  private final String name;
  private final String address;
  private final String address6;
  private final int namespace;
  private final int userNamespace;

  NetworkHost(
      MethodFallback methods,
      Network network,
      int node,
      int device,
      int namespace,
      int userNamespace) {
    super(methods);
    this.network = network;
    this.node = node;
    this.name = network.topology().name(node);
    this.address = network.topology().text(device);
    this.address6 = network.topology().text6(device);
    this.namespace = namespace;
    this.userNamespace = userNamespace;
  }

  public String getName() {
    return name;
  }

  /** Its address of IPv4, {@code 10.0.0.1}. */
  public String getAddress() {
    return address;
  }

  /** Its address of IPv6, {@code fd00::1}. */
  public String getAddress6() {
    return address6;
  }

  /** The rules of its firewall as texts, {@code drops 80}. */
  public List<String> getRules() {
    return network.rules(this);
  }

  /** The network to which it belongs. */
  public Network network() {
    return network;
  }

  int node() {
    return node;
  }

  @Override
  public List<Integer> descriptors() {
    if (network.isClosed()) {
      throw new UsageException("host " + name + " no longer exists: its network was closed");
    }
    return userNamespace < 0 ? List.of(namespace) : List.of(namespace, userNamespace);
  }

  @Override
  public void enter(Sys sys) {
    List<Integer> open = new ArrayList<>(descriptors());
    // the user namespace gives the right to enter the other one
    Collections.reverse(open);
    new Namespaces(sys.invoker()).setns(network.holder(), open);
  }

  @Override
  public int opened(ToIntFunction<Sys> open) {
    return network.opened(this, open);
  }

  @Override
  public List<String> running(List<String> words, List<Integer> numbers) {
    return entering("/proc/self/fd/", numbers, words);
  }

  @Override
  public List<String> running(List<String> words) {
    return entering("/proc/" + network.holder() + "/fd/", descriptors(), words);
  }

  private static List<String> entering(String table, List<Integer> numbers, List<String> words) {
    List<String> command = new ArrayList<>(List.of("nsenter"));
    if (numbers.size() > 1) {
      command.addAll(List.of("--user=" + table + numbers.get(1), "--preserve-credentials"));
    }
    command.addAll(List.of("--net=" + table + numbers.get(0), "--"));
    command.addAll(words);
    return command;
  }

  @Override
  public Map<String, Object> properties() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("name", name);
    all.put("address", address);
    all.put("address6", address6);
    all.put("rules", getRules());
    return all;
  }

  @Override
  public String toString() {
    String rules = String.join(", ", getRules());
    return "host "
        + name
        + "  "
        + address
        + "  "
        + address6
        + (rules.isEmpty() ? "" : "  " + rules);
  }
}
