package ipcsh.command.topic;

import ipcsh.command.model.Conversion;
import ipcsh.network.BitRate;
import ipcsh.network.LinkSettings;
import ipcsh.network.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The options of {@code network} and {@code wire}, as they were given; null for those that were
 * not.
 */
record NetworkOptions(
    Object loss, Duration delay, Object rate, Object reorder, Object duplicate, Integer queue) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][\\w.-]{0,31}");
  private static final int MOST_HOSTS = 16;
  private static final int USUAL_MTU = 1500;

  /** The minimum of IPv4. */
  private static final int LEAST_MTU = 68;

  private static final int MOST_MTU = 65_535;
  private static final int MOST_QUEUE = 1_000_000;
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** Settings, changed by the options that were given. */
  LinkSettings changed(LinkSettings from) {
    if (delay != null && (delay.isNegative() || delay.compareTo(LONGEST) > 0)) {
      throw new IllegalArgumentException(
          "delay: expected a time of at most 10 minutes, 20.ms, given " + delay.toSeconds() + " s");
    }
    if (queue != null && (queue < 1 || queue > MOST_QUEUE)) {
      throw new IllegalArgumentException(
          "queue: expected a number of packets, 1 to 1000000, given " + queue);
    }
    return new LinkSettings(
        percent("loss", loss, from.loss()),
        delay == null ? from.delay() : delay.toNanos(),
        rate == null ? from.rate() : BitRate.of(rate),
        percent("reorder", reorder, from.reorder()),
        percent("duplicate", duplicate, from.duplicate()),
        queue == null ? from.queue() : queue);
  }

  private static double percent(String name, Object given, double before) {
    if (given == null) {
      return before;
    }
    double value = given instanceof Number number ? number.doubleValue() : -1;
    if (!(value >= 0 && value <= 100)) {
      throw new IllegalArgumentException(
          name + ": expected a percentage, 0 to 100, given " + Conversion.describe(given));
    }
    return value;
  }

  /** The hosts with these names. */
  static Topology topology(Object[] names, String router, Object mtu) {
    List<String> hosts = new ArrayList<>();
    for (Object name : names) {
      hosts.add(name(name));
    }
    Set<String> all = new HashSet<>(hosts);
    if (router != null) {
      all.add(name(router));
    }
    int least = router == null ? 2 : 1;
    if (hosts.size() < least || hosts.size() > MOST_HOSTS) {
      throw new IllegalArgumentException(
          "expected the names of " + least + " to 16 hosts, given " + hosts.size());
    }
    if (all.size() < hosts.size() + (router == null ? 0 : 1)) {
      throw new IllegalArgumentException(
          "expected a different name for each host, given "
              + String.join(", ", hosts)
              + (router == null ? "" : ", router: " + router));
    }
    return new Topology(List.copyOf(hosts), router, sizes(hosts, mtu));
  }

  private static String name(Object given) {
    if (!(given instanceof CharSequence) || !NAME.matcher(given.toString()).matches()) {
      throw new IllegalArgumentException(
          "expected the name of a host, a letter and at most 31 more letters, digits, '_', '-' and"
              + " '.', given "
              + Conversion.describe(given));
    }
    return given.toString();
  }

  private static List<Integer> sizes(List<String> hosts, Object mtu) {
    if (!(mtu instanceof Map<?, ?> byName)) {
      int size = mtu == null ? USUAL_MTU : size(mtu);
      return hosts.stream().map(host -> size).toList();
    }
    for (Object name : byName.keySet()) {
      if (!hosts.contains(String.valueOf(name))) {
        throw new IllegalArgumentException(
            "mtu: expected the names of hosts, "
                + String.join(", ", hosts)
                + ", given "
                + Conversion.describe(name));
      }
    }
    List<Integer> sizes = new ArrayList<>();
    for (String host : hosts) {
      sizes.add(byName.get(host) == null ? USUAL_MTU : size(byName.get(host)));
    }
    return List.copyOf(sizes);
  }

  private static int size(Object given) {
    if (!(given instanceof Integer size) || size < LEAST_MTU || size > MOST_MTU) {
      throw new IllegalArgumentException(
          "mtu: expected a number of bytes, 68 to 65535, or a map, [a: 1500], given "
              + Conversion.describe(given));
    }
    return size;
  }
}
